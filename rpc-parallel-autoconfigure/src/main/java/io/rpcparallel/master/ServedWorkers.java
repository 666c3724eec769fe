package io.rpcparallel.master;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.RpcSettings;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.master.InProcessWorkers.InProcessWorker;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.OverdueCallException;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.transport.RpcTransport;

/**
 * The workers that are served in this process.
 */
class ServedWorkers {

	private static final Log logger = LogFactory.getLog(ServedWorkers.class);

	private final InProcessWorkers inProcessWorkers;

	private final ConnectionSecret secret;

	private final ReplyReader reader;

	private final Executor executor;

	private final MasterListener listener;

	private volatile boolean closed;

	private final Map<InProcessWorker, WorkerMonitor> workers = new ConcurrentHashMap<>();

	ServedWorkers(InProcessWorkers inProcessWorkers, ConnectionSecret secret, ReplyReader reader, Executor executor,
			MasterListener listener) {
		this.listener = listener;
		this.inProcessWorkers = inProcessWorkers;
		this.secret = secret;
		this.reader = reader;
		this.executor = executor;
	}

	<S> Mono<Worker<S>> serve(RpcTransport transport, SpawnPlan plan, Initialization initialization,
			WorkerMonitor monitor) {
		String name = plan.name();
		RpcSettings rpc = plan.workerSettings().rpc();
		ConnectionSecret clients = this.secret.ofWorker(monitor.entry().id()).ofClients();
		InProcessWorker worker = listen(transport, clients,
				new InProcessWorkers.ServeRequest(monitor.entry().id(), name, rpc, plan.workerSettings().concurrency(),
						plan.workerSettings().deadlineGrace(), (ended) -> endSoon(ended, () -> end(ended)),
						(failed, where, failure) -> endSoon(failed, () -> fail(failed, where, failure))));
		this.workers.put(worker, monitor);
		if (this.closed) {
			end(worker);
			throw new WorkerStartException(name, "the application is closed", null, List.of(), null);
		}
		Worker<S> handle = new Worker<>(monitor.entry().id(), name, ProcessHandle.current().pid(), worker.address(),
				clients.text(), rpc);
		monitor.served(handle, worker::inFlight, worker::queued);
		monitor.entry().traced(new WorkerTrail(monitor, null));
		monitor.entry().controlledBy(new WorkerControl(handle, worker::inspect, () -> shutdown(worker), null));
		return initialized(worker, plan, initialization).map((reply) -> {
			this.reader.requireInitialized(name, reply, List.of());
			monitor.entry().up();
			return handle;
		}).onErrorResume((ex) -> endAndFail(worker, ex)).doOnCancel(() -> endSoon(worker, () -> end(worker)));
	}

	private InProcessWorker listen(RpcTransport transport, ConnectionSecret clients,
			InProcessWorkers.ServeRequest request) {
		try {
			return this.inProcessWorkers.serve(transport, clients, request);
		}
		catch (UncheckedIOException ex) {
			throw MasterServer.noAddress(request.workerName(), ex);
		}
	}

	private static Mono<Reply> initialized(InProcessWorker worker, SpawnPlan plan, Initialization initialization) {
		CompletableFuture<Reply> reply = worker.initialize(initialization).toFuture();
		Mono<Reply> late = Mono.error(() -> new WorkerStartException(plan.name(),
				"its init function did not return within the spawn time-out of %d ms, so it is not served"
					.formatted(plan.spawnTimeout().toMillis()),
				null, List.of(), null));
		return Mono
			.fromFuture(reply.<Optional<Reply>>thenApply(Optional::of)
				.completeOnTimeout(Optional.empty(), plan.spawnTimeout().toNanos(), TimeUnit.NANOSECONDS))
			.flatMap((answered) -> answered.map(Mono::just).orElse(late))
			.doOnCancel(() -> reply.cancel(true));
	}

	// Not on the thread that failed: it is the worker's own, which its end waits for
	private <S> Mono<Worker<S>> endAndFail(InProcessWorker worker, Throwable failure) {
		return Mono.fromRunnable(() -> end(worker))
			.subscribeOn(Schedulers.fromExecutor(this.executor))
			.then(Mono.error(failure));
	}

	/**
	 * Find a worker that is served here, which may let no connection in any more.
	 * @param handle its handle, which has to be the right one in all that it says
	 * @return the worker, or {@code null} if it is not served here
	 */
	@Nullable InProcessWorker find(Worker<?> handle) {
		return this.workers.entrySet()
			.stream()
			.filter((each) -> handle.equals(each.getValue().worker()))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return what hears of a worker that is served here.
	 * @param handle its handle
	 * @return what hears of it, or {@code null} if it is not served here
	 */
	@Nullable WorkerMonitor monitor(Worker<?> handle) {
		return this.workers.values()
			.stream()
			.filter((monitor) -> handle.equals(monitor.worker()))
			.findFirst()
			.orElse(null);
	}

	Mono<Void> closeServer(InProcessWorker worker) {
		return Mono.<Void>fromRunnable(worker::closeListener).subscribeOn(Schedulers.fromExecutor(this.executor));
	}

	Mono<Void> shutdown(InProcessWorker worker) {
		return Mono.fromRunnable(() -> endSoon(worker, () -> end(worker)));
	}

	private void endSoon(InProcessWorker worker, Runnable end) {
		try {
			this.executor.execute(end);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("A served worker was to end while all of them do: " + worker, ex);
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no other thread to end a served worker: " + worker, ex);
			end.run();
		}
	}

	private void end(InProcessWorker worker) {
		WorkerMonitor monitor = this.workers.remove(worker);
		if (monitor != null) {
			monitor.entry().ending();
			try {
				worker.close();
			}
			finally {
				// Closing runs code of the application, which may throw anything
				monitor.entry().ended();
				this.listener.ended(monitor.entry().name(), null);
			}
		}
	}

	private void fail(InProcessWorker worker, String where, Throwable failure) {
		WorkerMonitor monitor = this.workers.remove(worker);
		if (monitor != null) {
			OverdueCallException overdue = (failure instanceof OverdueCallException call) ? call : null;
			String threadDump = (overdue != null) ? overdue.threadDump() : null;
			monitor.failed(where, failure, threadDump);
			CrashReport report = new CrashReport(
					monitor.entry().subject(ProcessHandle.current().pid(), "localhost", "served"),
					(overdue != null) ? CrashCause.OVERDUE : CrashCause.FAILED,
					"%s failed with %s, so it is served no longer".formatted(where, failure),
					new CrashReport.Evidence(null, null, List.of(), List.of(), null, threadDump), List.of(), 0);
			monitor.lost(new WorkerLostException(report, null, failure));
			CrashReportLog.write(report);
			this.listener.ended(monitor.entry().name(), report.cause());
			// Last, as what closes its states is the application's, and may never return
			worker.abort(failure);
		}
	}

	void close() {
		this.closed = true;
		Closing
			.all(this.workers.keySet().stream().<Runnable>map((worker) -> () -> end(worker)).toArray(Runnable[]::new));
	}

}
