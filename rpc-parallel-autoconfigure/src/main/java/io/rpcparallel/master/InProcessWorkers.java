package io.rpcparallel.master;

import java.util.UUID;
import java.util.function.Consumer;

import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.transport.RpcTransport;

/**
 * Serves workers in this process. The serving side implements it, so that the spawning
 * side need not know it.
 */
@FunctionalInterface
public interface InProcessWorkers {

	/**
	 * Start to serve a worker.
	 * @param transport what connections come over
	 * @param secret what they have to show
	 * @param workerId the worker's id
	 * @param workerName the worker's name
	 * @param onShutdown is called, on a thread that must not block, when somebody asks
	 * the worker to end
	 * @return the worker
	 */
	InProcessWorker serve(RpcTransport transport, ConnectionSecret secret, UUID workerId, String workerName,
			Consumer<InProcessWorker> onShutdown);

	/**
	 * A worker that is served in this process.
	 */
	interface InProcessWorker {

		/**
		 * Return where the worker listens.
		 * @return the port on the loopback address
		 */
		int port();

		/**
		 * Create the worker's state when subscribed to.
		 * @param initialization what to create
		 * @return the reply
		 */
		Mono<Reply> initialize(Initialization initialization);

		/**
		 * End the worker.
		 */
		void close();

	}

}
