package io.rpcparallel.launch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.rpcparallel.WorkerStreams;

/**
 * The process of a worker as its spawner sees it.
 *
 * @since 0.1.0
 */
public interface LaunchedWorker {

	/**
	 * Return the id of the process.
	 * @return the process id
	 */
	long pid();

	/**
	 * Return whether the process is running.
	 * @return {@code false} once it has ended, even if nobody has collected its exit code
	 */
	boolean isAlive();

	/**
	 * Return a future of the exit code. It completes once the process has ended and what
	 * it wrote was read to its end, or half a second after the process ended if its
	 * output cannot be handed on. It completes on a thread of the launcher, so do not
	 * block in what depends on it.
	 * @return a future of its own for each caller; completing it does nothing else
	 */
	CompletableFuture<Integer> onExit();

	/**
	 * Tell the launcher that the worker's JVM is up, so that whatever only its start
	 * needed, such as an argument file, can go. May be called more than once or never.
	 */
	void started();

	/**
	 * Tell the launcher that the worker has given a sign of life, so that what has
	 * happened to others before is not taken for what ends it. Must not block, and may be
	 * called from any thread, often or never.
	 */
	default void alive() {
	}

	/**
	 * Close the worker's standard input, which tells a worker to leave. Returns at once
	 * and never throws.
	 */
	void abandon();

	/**
	 * End the process: {@linkplain #abandon() abandon} it, give it time to leave, then
	 * kill it. The processes it has started and not ended are killed with it. Returns
	 * when the process has ended, at the latest a few seconds after the kill. A process
	 * that has ended is left as it is. If the calling thread is interrupted, the process
	 * is killed at once and the thread stays interrupted.
	 * @param grace how long the process may take to leave by itself; none if zero or
	 * negative
	 */
	void terminate(Duration grace);

	/**
	 * Return the last lines that the process wrote to its standard output and error, such
	 * as {@code [worker NAME stderr] Error: ...}. If files that it was started from had
	 * been replaced, lines {@code [worker NAME start] ...} in front of them say so.
	 * @return the last 50 lines of each in the order they came in, the oldest first, each
	 * of at most 2048 bytes
	 */
	List<String> lastLines();

	/**
	 * Return the output that is piped to the spawner.
	 * @return the streams to read, or empty if none is piped
	 */
	default Optional<WorkerStreams> streams() {
		return Optional.empty();
	}

	/**
	 * Return the command line for messages. Values of properties that look like secrets
	 * by their name are masked, as are passwords in URLs, and a class path may stand in
	 * an argument file.
	 * @return the executable and its arguments
	 */
	List<String> command();

	/**
	 * Return whether the kernel has killed for memory where the worker ran, which tells
	 * that from other kills.
	 * @return {@code true} once the process has ended if a process of its control group
	 * was killed for memory since the worker was last {@linkplain #alive() known to be
	 * alive}, or just before. Which process that was can't be told, if the group has
	 * several. {@code false} if there was none or if it can't be told
	 */
	default boolean isKilledForMemory() {
		return false;
	}

	/**
	 * Return where the process runs.
	 * @return the host
	 */
	default String host() {
		return "localhost";
	}

	/**
	 * Return how the process was started.
	 * @return what launches such processes, in words
	 */
	default String launcher() {
		return "local process";
	}

	/**
	 * Return whether the process starts from an archive of loaded classes, which is
	 * faster.
	 * @return {@code false} if it does not, or if it can't be told
	 */
	default boolean isCached() {
		return false;
	}

	/**
	 * Leave the process to itself: nothing of it is read, written or waited for any more.
	 * What it prints from now on is lost.
	 */
	void release();

}
