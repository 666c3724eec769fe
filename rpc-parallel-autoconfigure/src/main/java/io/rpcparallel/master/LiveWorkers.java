package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.transport.Awaiting;
import io.rpcparallel.transport.RpcLink;

/**
 * The workers of this master that are alive in other processes.
 */
class LiveWorkers {

	private static final Log logger = LogFactory.getLog(LiveWorkers.class);

	private static final Duration KILL_TIME = Duration.ofSeconds(10);

	private static final long READ_MILLIS_AFTER_END = 500;

	private final Executor executor;

	private final MasterListener listener;

	private final Heartbeats heartbeats;

	private final Map<UUID, ProcessOwner> workers = new ConcurrentHashMap<>();

	private volatile boolean closed;

	LiveWorkers(Executor executor, MasterListener listener) {
		this.executor = executor;
		this.listener = listener;
		this.heartbeats = new Heartbeats(listener);
	}

	/**
	 * Take a worker in that is somebody's.
	 * @param worker the worker
	 * @param lifetime when it ends by itself
	 * @param grace how long it may take to end
	 * @return stands behind it
	 */
	ProcessOwner add(SpawnedWorker worker, WorkerLifetime lifetime, Duration grace) {
		ProcessOwner owner = add(worker, grace);
		assign(owner, lifetime);
		return owner;
	}

	/**
	 * A worker is somebody's from now on.
	 * @param owner stands behind it
	 * @param lifetime when it ends by itself
	 */
	void assign(ProcessOwner owner, WorkerLifetime lifetime) {
		owner.assigned(lifetime);
		WorkerEntry entry = owner.worker().monitor().entry();
		entry.up();
		logger.info("Worker '%s' (pid %d) is ready".formatted(owner.worker().name(), owner.process().pid()));
		if (!this.workers.containsValue(owner)) {
			// It ended while it still was a standby
			ended(owner, owner.process().onExit().getNow(null));
		}
	}

	/**
	 * Take a worker in that is nobody's yet.
	 * @param worker the worker
	 * @param grace how long it may take to end
	 * @return stands behind it
	 */
	ProcessOwner add(SpawnedWorker worker, Duration grace) {
		ProcessOwner owner = new ProcessOwner(worker, grace, this.executor);
		UUID id = worker.handle().id();
		this.workers.put(id, owner);
		if (this.closed) {
			owner.close();
			throw new WorkerStartException(worker.name(), "the application is closed", null, List.of(), null);
		}
		worker.monitor().entry().controlledBy(owner.control());
		worker.monitor().whenHeard(worker.process()::alive);
		long pid = worker.process().pid();
		long start = System.nanoTime();
		Runnable watch = this.heartbeats.watch(worker.monitor(), worker.handle(), owner::silent);
		worker.process().onExit().whenComplete((exitCode, failure) -> {
			watch.run();
			this.workers.remove(id);
			closeOnceRead(worker.link());
			logger.info("Worker '%s' (pid %d) %s after %d ms".formatted(worker.name(), pid,
					(exitCode != null) ? "ended with " + ExitDescription.of(exitCode) : "was left to itself",
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
			// Once its calls have ended, which are part of what is told
			worker.link().onClose().subscribe(null, null, () -> ended(owner, exitCode));
		});
		return owner;
	}

	// All is read that the worker has sent before its end, and then the link ends by
	// itself, unless another process has the socket
	private static void closeOnceRead(RpcLink link) {
		link.onClose()
			.toFuture()
			.completeOnTimeout(null, READ_MILLIS_AFTER_END, TimeUnit.MILLISECONDS)
			.whenComplete((nothing, failure) -> link.close());
	}

	private void ended(ProcessOwner owner, @Nullable Integer exitCode) {
		WorkerMonitor monitor = owner.worker().monitor();
		if (owner.isEndWanted() || owner.lifetime() == null) {
			monitor.entry().ended();
			this.listener.ended(owner.worker().name(), null);
		}
		else {
			WorkerLostException loss = owner.lost(exitCode);
			// A spawn that ends at the same time may find that it is gone, too
			if (monitor.lost(loss)) {
				this.listener.ended(owner.worker().name(), loss.getCrashReport().cause());
				CrashReportLog.write(loss.getCrashReport());
			}
		}
	}

	/**
	 * Return the worker with an id.
	 * @param id the id
	 * @return the worker, or {@code null} if it is none of this master's, or not any more
	 */
	@Nullable ProcessOwner find(UUID id) {
		return this.workers.get(id);
	}

	/**
	 * End all workers, but for those that end only when they are told to.
	 * @param orphanGrace how long they may take
	 */
	void close(Duration orphanGrace) {
		this.closed = true;
		this.heartbeats.close();
		this.workers.values().stream().filter(LiveWorkers::isExplicit).forEach(ProcessOwner::release);
		Awaiting.uninterruptibly(Mono.when(this.workers.values()
			.stream()
			.filter((owner) -> !isExplicit(owner))
			.map((owner) -> owner.abandon(orphanGrace))
			.toList()), orphanGrace.plus(KILL_TIME));
	}

	private static boolean isExplicit(ProcessOwner owner) {
		return owner.lifetime() == WorkerLifetime.EXPLICIT;
	}

}
