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
import reactor.core.scheduler.Schedulers;

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

	private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();

	ProcessOwner(SpawnedWorker worker, Duration grace, Executor executor) {
		this.worker = worker;
		this.grace = grace;
		this.executor = executor;
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

	/**
	 * End the process as quickly as its own guard allows, since the master ends too.
	 * @param orphanGrace how long the guard allows
	 * @return completes when the process is gone
	 */
	Mono<Void> abandon(Duration orphanGrace) {
		process().abandon();
		return end(() -> process().terminate(orphanGrace));
	}

	private Mono<Void> end(Runnable ending) {
		CompletableFuture<Void> mine = new CompletableFuture<>();
		CompletableFuture<Void> earlier = this.closing.compareAndExchange(null, mine);
		if (earlier != null) {
			return Mono.fromFuture(earlier, true);
		}
		try {
			this.executor.execute(() -> end(ending, mine));
		}
		catch (RejectedExecutionException ex) {
			// The application is closed: there is nobody to wait on another thread for
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
		return Mono.fromFuture(process().onExit(), true)
			.timeout(EXIT_CODE_WAIT)
			.map((exitCode) -> explain(functionName, exitCode, failure))
			.onErrorResume((ex) -> Mono.fromSupplier(() -> explain(functionName, null, failure)))
			// What the caller does with it must not hold up those who learn of the end
			// too
			.publishOn(Schedulers.boundedElastic())
			.flatMap(Mono::error);
	}

	private WorkerLostException explain(String functionName, @Nullable Integer exitCode, Throwable failure) {
		long pid = process().pid();
		String open = this.worker.link().isOpen()
				? "the request to its process (pid %d) failed with %s".formatted(pid, failure)
				: "the connection to its process (pid %d) ended".formatted(pid);
		String end = (exitCode != null)
				? "its process (pid %d) ended with %s".formatted(pid, ExitDescription.of(exitCode)) : open;
		String who = (this.closing.get() != null) ? " after the connection was closed here" : "";
		boolean expected = this.closing.get() != null;
		return new WorkerLostException(
				this.worker.name(), "%s%s, so the call of function '%s' has no answer; whether it ran is not known"
					.formatted(end, who, functionName),
				exitCode, expected ? List.of() : process().lastLines(), failure);
	}

}
