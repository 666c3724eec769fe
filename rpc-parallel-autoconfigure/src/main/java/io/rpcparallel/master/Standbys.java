package io.rpcparallel.master;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Workers that wait, started, for a spawn that they are handed to. One after the other is
 * started, so that they leave room for spawns.
 */
class Standbys {

	private static final Log logger = LogFactory.getLog(Standbys.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final int MOST_FAILURES = 5;

	private final int size;

	private final Callable<ProcessOwner> start;

	private final SpawnQueue starts;

	private final SpawnQueue handOuts;

	private final Executor executor;

	private final Object monitor = new Object();

	private final Deque<ProcessOwner> waiting = new ArrayDeque<>();

	private boolean starting;

	// In a row, without one that was handed out
	private int failures;

	private boolean closed;

	/**
	 * Create an empty set of standbys.
	 * @param size how many are to wait
	 * @param start starts one
	 * @param starts has the places in which workers start
	 * @param executor runs what is put off
	 */
	Standbys(int size, Callable<ProcessOwner> start, SpawnQueue starts, Executor executor) {
		this.size = size;
		this.start = start;
		this.starts = starts;
		this.handOuts = new SpawnQueue(Math.max(size, 1), executor);
		this.executor = executor;
	}

	/**
	 * Start what is missing, unless it has failed too often. Returns at once.
	 */
	void fill() {
		synchronized (this.monitor) {
			if (this.closed || this.starting || this.failures >= MOST_FAILURES || this.waiting.size() >= this.size) {
				return;
			}
			this.starting = true;
		}
		this.starts.submit("standby", this.start, ProcessOwner::close).subscribe(this::started, this::failed);
	}

	private void started(ProcessOwner standby) {
		synchronized (this.monitor) {
			this.starting = false;
			this.waiting.add(standby);
			standby.worker().monitor().entry().standby();
		}
		standby.process().onExit().whenComplete((exitCode, failure) -> ended(standby, exitCode));
		fill();
	}

	private void failed(Throwable failure) {
		synchronized (this.monitor) {
			this.starting = false;
		}
		again("A standby could not be started", failure);
	}

	private void ended(ProcessOwner standby, @Nullable Integer exitCode) {
		boolean waited;
		synchronized (this.monitor) {
			waited = this.waiting.remove(standby);
		}
		if (waited) {
			again("Standby '%s' (pid %d) ended with %s".formatted(standby.worker().name(), standby.process().pid(),
					(exitCode != null) ? ExitDescription.of(exitCode) : "an unknown exit code"), null);
		}
	}

	private void again(String reason, @Nullable Throwable failure) {
		long pause;
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			pause = FIRST_PAUSE.toMillis() << this.failures;
			this.failures++;
			if (this.failures >= MOST_FAILURES) {
				logger.error(
						"%s. That was failure number %d in a row, so there are no more standbys until one that is left is handed out; each spawn starts a worker of its own"
							.formatted(reason, this.failures),
						failure);
				return;
			}
		}
		logger.warn("%s. The next one starts in %d ms".formatted(reason, pause), failure);
		CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, this.executor).execute(this::fill);
	}

	/**
	 * Take a standby out, and have another one started behind.
	 * @return the standby, which is to be handed out, or {@code null} if none waits
	 */
	@Nullable ProcessOwner take() {
		ProcessOwner standby;
		synchronized (this.monitor) {
			standby = this.waiting.poll();
			while (standby != null && !standby.process().isAlive()) {
				standby = this.waiting.poll();
			}
			if (standby != null) {
				this.failures = 0;
			}
		}
		fill();
		return standby;
	}

	/**
	 * Hand out a standby that was taken.
	 * @param standby the standby
	 * @param assign makes it what was asked for
	 * @param discard ends the worker if nobody waits for it any more
	 * @param <T> the worker
	 * @return the worker to come
	 */
	<T> Mono<T> handOut(ProcessOwner standby, Callable<T> assign, Consumer<T> discard) {
		AtomicBoolean begun = new AtomicBoolean();
		return this.handOuts.submit(standby.worker().name(), () -> {
			begun.set(true);
			try {
				return assign.call();
			}
			catch (Throwable ex) {
				// It is nobody's: neither waiting nor what was asked for
				standby.close();
				throw ex;
			}
		}, discard).doFinally((signal) -> {
			if (!begun.get()) {
				standby.close();
			}
		});
	}

	/**
	 * Start none from now on, and hand out none. Those that wait are live workers, and
	 * end with them.
	 */
	void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.waiting.clear();
		}
		this.handOuts.close();
	}

}
