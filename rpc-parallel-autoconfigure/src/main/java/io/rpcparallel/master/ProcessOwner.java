package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CloseReason;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerStreams;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.protocol.BuiltIn;

/**
 * Stands behind the connection that a spawn returned: the worker's process ends with it
 * ({@code Connection_closed} of {@code rpc_parallel}).
 */
class ProcessOwner implements ConnectionOwner {

	private static final Log logger = LogFactory.getLog(ProcessOwner.class);

	private static final Duration EXIT_CODE_WAIT = Duration.ofSeconds(1);

	private final SpawnedWorker worker;

	private final Duration grace;

	private final Executor executor;

	private final LinkEnd linkEnd;

	private volatile @Nullable Duration silence;

	private volatile @Nullable WorkerLifetime lifetime;

	private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();

	ProcessOwner(SpawnedWorker worker, Duration grace, Executor executor) {
		this.worker = worker;
		this.grace = grace;
		this.executor = executor;
		this.linkEnd = new LinkEnd(worker.link());
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
	 * @return whether it was closed here, or has ended in good order
	 */
	boolean isEndWanted() {
		return this.closing.get() != null || this.linkEnd.isGoodbye();
	}

	/**
	 * Kill the process, since it does not show that it lives.
	 * @param silence how long it has not
	 */
	void silent(Duration silence) {
		if (this.silence != null) {
			// It is being killed
			return;
		}
		this.silence = silence;
		logger.warn("Worker '%s' (pid %d) gave no sign of life for %d ms, so it is killed".formatted(this.worker.name(),
				process().pid(), silence.toMillis()));
		try {
			this.executor.execute(() -> process().terminate(Duration.ZERO));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The application is closed, and its workers with it", ex);
		}
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
	public <T> Mono<T> lost(String functionName, Throwable failure) {
		CompletableFuture<Optional<Integer>> exitCode = process().onExit()
			.<Optional<Integer>>handle((code, ex) -> Optional.ofNullable(code))
			.completeOnTimeout(Optional.empty(), EXIT_CODE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		return Mono.fromFuture(exitCode)
			.map((code) -> explain(functionName, code.orElse(null), failure))
			// What the caller does with it must not hold up those who learn of the end
			// too
			.publishOn(MasterThreads.scheduler(this.executor))
			.flatMap(Mono::error);
	}

	private WorkerLostException explain(String functionName, @Nullable Integer exitCode, Throwable failure) {
		return explain(exitCode, failure,
				", so the call of function '%s' has no answer; whether it ran is not known".formatted(functionName));
	}

	/**
	 * Explain the end of the process.
	 * @param exitCode its exit code, if it is known
	 * @param failure the failure that was noticed, if there was one
	 * @param consequence what follows from it
	 * @return the explanation
	 */
	WorkerLostException explain(@Nullable Integer exitCode, @Nullable Throwable failure, String consequence) {
		WorkerFailure first = this.worker.monitor().failure();
		boolean failed = first != null && first.cause() instanceof RemoteThrowable;
		return new WorkerLostException(this.worker.name(), reason(exitCode, failure) + consequence, exitCode,
				isEndWanted() ? List.of() : process().lastLines(), (failed && first != null) ? first.cause() : failure);
	}

	private String reason(@Nullable Integer exitCode, @Nullable Throwable failure) {
		long pid = process().pid();
		Duration silence = this.silence;
		if (silence != null) {
			return "its process (pid %d) gave no sign of life for %d ms and was killed".formatted(pid,
					silence.toMillis());
		}
		WorkerFailure first = this.worker.monitor().failure();
		if (first != null && first.cause() instanceof RemoteThrowable thrown) {
			return "%s in its process (pid %d) failed with %s".formatted(first.description(), pid, thrown);
		}
		String who = (this.closing.get() != null) ? " after the connection was closed here" : "";
		if (exitCode != null) {
			return "its process (pid %d) ended with %s%s".formatted(pid, ExitDescription.of(exitCode), who);
		}
		return this.worker.link().isOpen()
				? "the request to its process (pid %d) failed with %s".formatted(pid, failure)
				: "the connection to its process (pid %d) ended%s".formatted(pid, who);
	}

}
