package io.rpcparallel.master;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.rpcparallel.protocol.Registration;

/**
 * A worker that was started and has not yet registered.
 *
 * @param workerId the id it was given
 * @param monitor hears of it
 * @param registration completes with what it says of itself, once that was accepted
 */
record PendingWorker(UUID workerId, WorkerMonitor monitor, CompletableFuture<Registration> registration) {

	PendingWorker(UUID workerId, WorkerMonitor monitor) {
		this(workerId, monitor, new CompletableFuture<>());
	}

}
