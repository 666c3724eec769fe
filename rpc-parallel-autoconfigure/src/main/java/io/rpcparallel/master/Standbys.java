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
import java.util.function.Function;

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

	private final int size;

	private final Callable<ProcessOwner> start;

	private final SpawnQueue starts;

	private final SpawnQueue handOuts;

	private final Executor executor;

	private final Object monitor = new Object();

	private final Deque<ProcessOwner> waiting = new ArrayDeque<>();

	private final StandbyPauses pauses;

	private boolean starting;

	private @Nullable CompletableFuture<Void> pause;

	private boolean closed;

	/**
	 * Create an empty set of standbys.
	 * @param size how many are to wait
	 * @param start starts one
	 * @param starts has the places in which workers start
	 * @param executor runs what is put off
	 * @param pauses tells how long a start is put off after a failure
	 */
	Standbys(int size, Callable<ProcessOwner> start, SpawnQueue starts, Executor executor, StandbyPauses pauses) {
		this.size = size;
		this.start = start;
		this.starts = starts;
		this.handOuts = new SpawnQueue(Math.max(size, 1), executor);
		this.executor = executor;
		this.pauses = pauses;
	}

	/**
	 * Start what is missing, unless it is put off. Returns at once.
	 */
	void fill() {
		synchronized (this.monitor) {
			if (this.closed || this.starting || this.pause != null || this.waiting.size() >= this.size) {
				return;
			}
			this.starting = true;
		}
		this.starts.submit("standby", this.start, ProcessOwner::close).subscribe(this::started, this::failed);
	}

	private void started(ProcessOwner standby) {
		synchronized (this.monitor) {
			this.starting = false;
			this.pauses.started();
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
		CompletableFuture<Void> added = new CompletableFuture<>();
		Duration length;
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			// All that end together are one failure
			length = (this.pause == null) ? this.pauses.failed() : Duration.ZERO;
			this.pause = (this.pause == null) ? added : this.pause;
		}
		if (length.isZero()) {
			logger.warn("%s. It is replaced after the pause that is under way".formatted(reason), failure);
			return;
		}
		logger.warn("%s. The next one starts in %d ms; while none waits, each spawn starts a worker of its own"
			.formatted(reason, length.toMillis()), failure);
		try {
			added.completeOnTimeout(null, length.toMillis(), TimeUnit.MILLISECONDS)
				.thenRun(() -> MasterThreads.run(this.executor, this::resume));
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no thread that waits, so the next spawn has one started", ex);
			synchronized (this.monitor) {
				this.pause = null;
			}
		}
	}

	private void resume() {
		synchronized (this.monitor) {
			this.pause = null;
		}
		fill();
	}

	/**
	 * Take a standby out, and have another one started behind.
	 * @return the standby, which is to be handed out, or {@code null} if none waits
	 */
	@Nullable ProcessOwner take() {
		ProcessOwner standby = poll();
		while (standby != null && !standby.process().isAlive()) {
			again("Standby '%s' (pid %d) has ended".formatted(standby.worker().name(), standby.process().pid()), null);
			standby = poll();
		}
		if (standby != null) {
			synchronized (this.monitor) {
				this.pauses.reset();
			}
		}
		fill();
		return standby;
	}

	private @Nullable ProcessOwner poll() {
		synchronized (this.monitor) {
			return this.waiting.poll();
		}
	}

	/**
	 * Hand out a standby that was taken.
	 * @param standby the standby
	 * @param assign makes it what was asked for
	 * @param otherwise starts another worker within the given time, if the standby turns
	 * out to be gone before it was told anything
	 * @param discard ends the worker if nobody waits for it any more
	 * @param <T> the worker
	 * @return the worker to come
	 */
	<T> Mono<T> handOut(ProcessOwner standby, Callable<T> assign, Function<Duration, Mono<T>> otherwise,
			Consumer<T> discard) {
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
		}).onErrorResume(LostStandbyException.class, (lost) -> {
			Duration left = lost.left();
			if (left.isZero() || left.isNegative()) {
				return Mono.error(lost.reason());
			}
			logger.warn("Standby '%s' (pid %d) was gone when it was handed out, so a worker is started in its place"
				.formatted(standby.worker().name(), standby.process().pid()));
			logger.debug("How a standby was lost", lost);
			return otherwise.apply(left);
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
			if (this.pause != null) {
				this.pause.cancel(false);
			}
		}
		this.handOuts.close();
	}

}
