package io.rpcparallel.master;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.LogLevelRequest;
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
	 * @param secret what they have to be signed with
	 * @param request which worker
	 * @return the worker
	 */
	InProcessWorker serve(RpcTransport transport, ConnectionSecret secret, ServeRequest request);

	/**
	 * Which worker is to be served.
	 *
	 * @param workerId its id
	 * @param workerName its name
	 * @param rpc the settings of its connections
	 * @param concurrency how many calls may run at once
	 * @param deadlineGrace how long a call may hold a thread after its deadline
	 * @param onShutdown is called, on a thread that must not block, when somebody asks
	 * the worker to end
	 * @param onFailure is called, on any thread, when something fails that is nobody's
	 * answer
	 */
	record ServeRequest(UUID workerId, String workerName, RpcSettings rpc, int concurrency, Duration deadlineGrace,
			Consumer<InProcessWorker> onShutdown, FailureListener onFailure) {

	}

	/**
	 * Is told of a failure in a worker that is served.
	 */
	@FunctionalInterface
	interface FailureListener {

		/**
		 * Something failed.
		 * @param worker the worker
		 * @param where what failed
		 * @param failure what was thrown
		 */
		void failed(InProcessWorker worker, String where, Throwable failure);

	}

	/**
	 * A worker that is served in this process.
	 */
	interface InProcessWorker {

		/**
		 * Return where the worker listens.
		 * @return the address to connect to
		 */
		WorkerAddress address();

		/**
		 * Create the worker's state when subscribed to.
		 * @param initialization what to create
		 * @return the reply
		 */
		Mono<Reply> initialize(Initialization initialization);

		/**
		 * Answer what an operator asks when subscribed to.
		 * @param request the number of what is asked
		 * @return the reply
		 */
		Mono<Reply> inspect(int request);

		/**
		 * Return how much the worker has to do.
		 * @return the number of calls that run or wait
		 */
		int inFlight();

		/**
		 * Answer a request for the level of a logger of this process, which may change
		 * it.
		 * @param request the request
		 * @return the level that holds then
		 */
		WorkerLogLevel logLevel(LogLevelRequest request);

		/**
		 * Let no further connections in.
		 */
		void closeListener();

		/**
		 * End the worker.
		 */
		void close();

		/**
		 * End the worker after a failure.
		 * @param failure what failed
		 */
		void abort(Throwable failure);

	}

}
