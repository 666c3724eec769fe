package io.rpcparallel.master;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.rpcparallel.protocol.Registration;

/**
 * A worker that was started and has not yet registered.
 *
 * @param workerId the id it was given
 * @param monitor hears of it
 * @param registration completes with what it says of itself, once that was accepted
 * @param claimed whether somebody has shown that it is this worker
 */
record PendingWorker(UUID workerId, WorkerMonitor monitor, CompletableFuture<Registration> registration,
		AtomicBoolean claimed) {

	PendingWorker(UUID workerId, WorkerMonitor monitor) {
		this(workerId, monitor, new CompletableFuture<>(), new AtomicBoolean());
	}

	/**
	 * Somebody shows that it is this worker, which only the first can be.
	 * @return whether it is the first
	 */
	boolean claim() {
		return this.claimed.compareAndSet(false, true);
	}

}
