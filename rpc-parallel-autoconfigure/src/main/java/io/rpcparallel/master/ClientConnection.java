package io.rpcparallel.master;

import java.util.Optional;

import org.springframework.messaging.rsocket.RSocketStrategies;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerStreams;
import io.rpcparallel.transport.RpcLink;

/**
 * An open connection to a worker.
 *
 * @param <S> the worker's state
 */
class ClientConnection<S> extends ClientCalls<S> implements WorkerConnection<S> {

	private final Worker<S> worker;

	private final ConnectionOwner owner;

	ClientConnection(Worker<S> worker, RpcLink link, ConnectionOwner owner, RemoteCalls calls,
			RSocketStrategies strategies) {
		super(worker, link, owner, calls, strategies);
		this.worker = worker;
		this.owner = owner;
	}

	@Override
	public Worker<S> worker() {
		return this.worker;
	}

	@Override
	public Optional<WorkerStreams> streams() {
		return this.owner.streams();
	}

	@Override
	public String toString() {
		return describe("WorkerConnection");
	}

}
