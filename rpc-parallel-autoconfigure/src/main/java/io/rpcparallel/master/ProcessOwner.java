package io.rpcparallel.master;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CloseReason;
import io.rpcparallel.CrashCause;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerStreams;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.process.SilenceWatch.Finding;
import io.rpcparallel.protocol.BuiltIn;

/**
 * Stands behind the connection that a spawn returned: the worker's process ends with it
 * ({@code Connection_closed} of {@code rpc_parallel}).
 */
class ProcessOwner implements ConnectionOwner {

	private static final Log logger = LogFactory.getLog(ProcessOwner.class);

	private final SpawnedWorker worker;

	private final Duration grace;

	private final Executor executor;

	private final LinkEnd linkEnd;

	private final Autopsy autopsy;

	private volatile @Nullable WorkerLifetime lifetime;

	private final AtomicBoolean killing = new AtomicBoolean();

	private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();

	ProcessOwner(SpawnedWorker worker, Duration grace, Executor executor) {
		this.worker = worker;
		this.grace = grace;
		this.executor = executor;
		this.linkEnd = new LinkEnd(worker.link());
		this.autopsy = new Autopsy(worker, this::isEndWanted, this.linkEnd::isClosedHere, executor);
		this.linkEnd.await();
	}

	SpawnedWorker worker() {
		return this.worker;
	}

	/**
	 * The worker is somebody's from now on, and no standby any more.
	 * @param lifetime when it ends by itself
	 */
	void assigned(WorkerLifetime lifetime) {
		this.lifetime = lifetime;
	}

	/**
	 * Return when the worker ends by itself.
	 * @return its lifetime, or {@code null} while it is a standby
	 */
	@Nullable WorkerLifetime lifetime() {
		return this.lifetime;
	}

	LaunchedWorker process() {
		return this.worker.process();
	}

	@Override
	public Optional<WorkerStreams> streams() {
		return process().streams();
	}

	@Override
	public Mono<Void> close() {
		return end(this::endInGoodOrder);
	}

	@Override
	public Mono<CloseReason> closed() {
		return this.linkEnd.closed();
	}

	/**
	 * Return whether the end of the worker was wanted.
	 * @return whether it was closed here while it lived, or has ended in good order
	 */
	boolean isEndWanted() {
		return this.linkEnd.isClosedHere() || this.linkEnd.isGoodbye();
	}

	/**
	 * Kill the process, since it does not show that it lives.
	 * @param finding how long it has not, and what is known of it
	 */
	void silent(Finding finding) {
		if (this.closing.get() == null) {
			// Otherwise it ends, which has a limit of its own
			kill(CrashCause.SILENT, "its process (pid %d) gave no sign of life for %d ms (%s) and was killed"
				.formatted(process().pid(), finding.silence().toMillis(), finding.condition().description()));
		}
	}

	/**
	 * Kill the process, since somebody wants it: nobody has told the worker to end.
	 */
	void kill() {
		kill(CrashCause.KILLED, "its process (pid %d) was killed on request".formatted(process().pid()));
	}

	private void kill(CrashCause cause, String why) {
		if (!this.killing.compareAndSet(false, true)) {
			return;
		}
		this.autopsy.decided(cause, why);
		logger.warn("Worker '%s' is lost: %s".formatted(this.worker.name(), why));
		try {
			this.executor.execute(() -> process().terminate(Duration.ZERO));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.trace("The application is closed, and its workers with it, or the next look tries again", ex);
			this.killing.set(false);
		}
	}

	/**
	 * Return what reaches the worker for operators.
	 * @return the control
	 */
	WorkerControl control() {
		return new WorkerControl(this.worker.handle(), this.worker::ask, this::close, this::kill);
	}

	/**
	 * End the process as quickly as its own guard allows, since the master ends too.
	 * @param orphanGrace how long the guard allows
	 * @return completes when the process is gone
	 */
	Mono<Void> abandon(Duration orphanGrace) {
		process().abandon();
		return end(() -> process().terminate(orphanGrace));
	}

	/**
	 * Leave the worker to itself, since the master ends and it does not.
	 */
	void release() {
		this.closing.set(CompletableFuture.completedFuture(null));
		this.linkEnd.closingHere();
		this.worker.link().close();
		process().release();
	}

	private Mono<Void> end(Runnable ending) {
		this.linkEnd.closingHere();
		this.worker.monitor().entry().ending();
		CompletableFuture<Void> mine = new CompletableFuture<>();
		CompletableFuture<Void> earlier = this.closing.compareAndExchange(null, mine);
		if (earlier != null) {
			return Mono.fromFuture(earlier, true);
		}
		try {
			this.executor.execute(() -> end(ending, mine));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// The application is closed, so that nobody waits on another thread, or there
			// is no thread to be had
			end(() -> logger.trace("Killed at once", ex), mine);
		}
		return Mono.fromFuture(mine, true);
	}

	private void end(Runnable ending, CompletableFuture<Void> ended) {
		try {
			ending.run();
		}
		finally {
			try {
				this.worker.link().close();
				process().terminate(Duration.ZERO);
			}
			finally {
				ended.complete(null);
			}
		}
	}

	private void endInGoodOrder() {
		this.worker.link()
			.request(BuiltIn.SHUTDOWN, null)
			.subscribe((reply) -> logger.trace("Worker agreed to end"),
					(ex) -> logger.trace("Worker ended before it could agree to", ex));
		try {
			process().onExit().get(this.grace.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn("Worker '%s' (pid %d) did not end within %d ms, so it is killed".formatted(this.worker.name(),
					process().pid(), this.grace.toMillis()));
		}
		catch (ExecutionException ex) {
			logger.debug("The end of worker '%s' could not be awaited".formatted(this.worker.name()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public <T> Mono<T> lost(CallInFlight call, Throwable failure) {
		return this.autopsy.explain(call, failure).flatMap(Mono::error);
	}

	/**
	 * Explain why another connection has failed, if that is since the worker has ended.
	 * @param call the call on it that has no answer, or {@code null} if there was none
	 * @param failure how it has failed
	 * @return the explanation, or empty if the worker is alive
	 */
	Mono<WorkerLostException> lostIfEnded(@Nullable CallInFlight call, Throwable failure) {
		return this.autopsy.explainIfEnded(call, failure);
	}

	/**
	 * Tell that the worker is lost.
	 * @param exitCode the exit code of its process, or {@code null} if it is not known
	 * @return the loss
	 */
	WorkerLostException lost(@Nullable Integer exitCode) {
		return this.autopsy.lost(exitCode, null, null);
	}

}
