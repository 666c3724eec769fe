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
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThrowableData;
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

	private final ControlCodec controlCodec = new ControlCodec();

	private final Set<ProcessOwner> spawned = ConcurrentHashMap.newKeySet();

	private final Set<InProcessWorkers.InProcessWorker> served = ConcurrentHashMap.newKeySet();

	private final Executor executor;

	LiveWorkers(InProcessWorkers inProcessWorkers, RpcTransport transport, ConnectionSecret secret, Executor executor) {
		this.executor = executor;
		this.inProcessWorkers = inProcessWorkers;
		this.transport = transport;
		this.secret = secret;
	}

	ProcessOwner add(SpawnedWorker worker, Duration grace) {
		ProcessOwner owner = new ProcessOwner(worker, grace, this.executor);
		this.spawned.add(owner);
		long pid = worker.process().pid();
		long start = System.nanoTime();
		logger.info("Worker '%s' (pid %d) is ready".formatted(worker.name(), pid));
		worker.process().onExit().thenAccept((exitCode) -> {
			this.spawned.remove(owner);
			worker.link().close();
			logger.info("Worker '%s' (pid %d) ended with %s after %d ms".formatted(worker.name(), pid,
					ExitDescription.of(exitCode), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
		});
		return owner;
	}

	Mono<Integer> serve(UUID workerId, String name, Initialization initialization) {
		InProcessWorkers.InProcessWorker worker = this.inProcessWorkers.serve(this.transport, this.secret, workerId,
				name, this::endSoon);
		this.served.add(worker);
		return worker.initialize(initialization).map((reply) -> {
			byte[] body = reply.body();
			if (reply.code() != Reply.Code.VALUE && body != null) {
				ThrowableData thrown = this.controlCodec.decode(body, ThrowableData.class);
				throw new WorkerStartException(name, "its init function threw " + thrown.toRemoteThrowable(), null,
						List.of(), thrown.toRemoteThrowable());
			}
			return worker.port();
		}).onErrorResume((ex) -> endAndFail(worker, ex));
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
		Mono.when(this.spawned.stream().map((owner) -> owner.abandon(orphanGrace)).toList())
			.block(orphanGrace.plus(KILL_TIME));
		this.served.forEach(this::end);
	}

}
