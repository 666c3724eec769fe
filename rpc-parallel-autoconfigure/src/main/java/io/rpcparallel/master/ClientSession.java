package io.rpcparallel.master;

import org.springframework.messaging.rsocket.RSocketStrategies;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerSession;
import io.rpcparallel.transport.RpcLink;

/**
 * An open connection to a worker, with a state of its own.
 *
 * @param <S> the worker's state
 * @param <C> the connection's state
 */
class ClientSession<S, C> extends ClientCalls<C> implements WorkerSession<S, C> {

	private final Worker<S> worker;

	ClientSession(Worker<S> worker, RpcLink link, ConnectionOwner owner, RemoteCalls calls,
			RSocketStrategies strategies) {
		super(worker, link, owner, calls, strategies);
		this.worker = worker;
	}

	@Override
	public Worker<S> worker() {
		return this.worker;
	}

	@Override
	public String toString() {
		return describe("WorkerSession");
	}

}
