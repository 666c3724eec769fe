package io.rpcparallel.master;

import io.rpcparallel.Worker;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.transport.RpcLink;

/**
 * A worker that has come to life.
 *
 * @param handle its handle
 * @param process its process
 * @param link the connection that initialised it
 * @param monitor hears of it
 */
record SpawnedWorker(Worker<?> handle, LaunchedWorker process, RpcLink link, WorkerMonitor monitor) {

	String name() {
		return this.handle.name();
	}

}
