package io.rpcparallel.master;

import reactor.core.publisher.Mono;

import io.rpcparallel.Worker;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.protocol.Reply;
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

	/**
	 * Ask the worker something that it needs to know nothing more for.
	 * @param request the number of what is asked
	 * @return the reply to come
	 */
	Mono<Reply> ask(int request) {
		return this.link.request(request, null);
	}

}
