package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.WorkerStartException;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.transport.Awaiting;
import io.rpcparallel.transport.RpcTransport;

/**
 * The workers of this master that are alive, in other processes and in this one.
 */
class LiveWorkers {

	private static final Log logger = LogFactory.getLog(LiveWorkers.class);

	private static final Duration KILL_TIME = Duration.ofSeconds(10);

	private final InProcessWorkers inProcessWorkers;

	private final RpcTransport transport;

	private final ConnectionSecret secret;

	private final ReplyReader reader;

	private final Set<ProcessOwner> spawned = ConcurrentHashMap.newKeySet();

	private final Set<InProcessWorkers.InProcessWorker> served = ConcurrentHashMap.newKeySet();

	private final Executor executor;

	private volatile boolean closed;

	LiveWorkers(InProcessWorkers inProcessWorkers, RpcTransport transport, ConnectionSecret secret, ReplyReader reader,
			Executor executor) {
		this.reader = reader;
		this.executor = executor;
		this.inProcessWorkers = inProcessWorkers;
		this.transport = transport;
		this.secret = secret;
	}

	ProcessOwner add(SpawnedWorker worker, Duration grace) {
		ProcessOwner owner = new ProcessOwner(worker, grace, this.executor);
		this.spawned.add(owner);
		if (this.closed) {
			owner.close();
			throw new WorkerStartException(worker.name(), "the application is closed", null, List.of(), null);
		}
		long pid = worker.process().pid();
		long start = System.nanoTime();
		logger.info("Worker '%s' (pid %d) is ready".formatted(worker.name(), pid));
		worker.process().onExit().whenComplete((exitCode, failure) -> {
			this.spawned.remove(owner);
			worker.link().close();
			logger.info("Worker '%s' (pid %d) ended with %s after %d ms".formatted(worker.name(), pid,
					(exitCode != null) ? ExitDescription.of(exitCode) : failure,
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
		});
		return owner;
	}

	Mono<Integer> serve(UUID workerId, String name, Initialization initialization) {
		InProcessWorkers.InProcessWorker worker = this.inProcessWorkers.serve(this.transport, this.secret, workerId,
				name, this::endSoon);
		this.served.add(worker);
		return worker.initialize(initialization).map((reply) -> {
			this.reader.requireInitialized(name, reply, List.of());
			return worker.port();
		}).onErrorResume((ex) -> endAndFail(worker, ex)).doOnCancel(() -> endSoon(worker));
	}

	// Not on the thread that failed: it is the worker's own, which its end waits for
	private Mono<Integer> endAndFail(InProcessWorkers.InProcessWorker worker, Throwable failure) {
		return Mono.fromRunnable(() -> end(worker))
			.subscribeOn(Schedulers.fromExecutor(this.executor))
			.then(Mono.error(failure));
	}

	private void endSoon(InProcessWorkers.InProcessWorker worker) {
		try {
			this.executor.execute(() -> end(worker));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("A served worker was asked to end while all of them do", ex);
		}
	}

	private void end(InProcessWorkers.InProcessWorker worker) {
		if (this.served.remove(worker)) {
			worker.close();
		}
	}

	void close(Duration orphanGrace) {
		this.closed = true;
		Closing.all(() -> endSpawned(orphanGrace), () -> this.served.forEach(this::end));
	}

	private void endSpawned(Duration orphanGrace) {
		Awaiting.uninterruptibly(Mono.when(this.spawned.stream().map((owner) -> owner.abandon(orphanGrace)).toList()),
				orphanGrace.plus(KILL_TIME));
	}

}
