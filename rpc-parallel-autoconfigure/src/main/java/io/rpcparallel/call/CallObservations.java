package io.rpcparallel.call;

import java.util.UUID;

import reactor.util.context.ContextView;

import io.rpcparallel.registry.RegisteredFunction;

/**
 * Observes calls on both of their sides. Called on the threads of callers and workers, so
 * it must not block and must not throw.
 */
public interface CallObservations {

	/**
	 * Nobody observes.
	 */
	CallObservations NONE = new CallObservations() {

		@Override
		public CallerObservation calling(RegisteredFunction function, String workerName, UUID workerId,
				ContextView context) {
			return CallerObservation.NONE;
		}

		@Override
		public WorkerObservation serving(RegisteredFunction function, String workerName, UUID workerId,
				CallHeaders headers) {
			return WorkerObservation.NONE;
		}

	};

	/**
	 * A call is made.
	 * @param function what is called
	 * @param workerName the name of the worker
	 * @param workerId the id of the worker
	 * @param context what the caller's subscriber knows
	 * @return follows the call, {@link CallerObservation#NONE} if nobody does
	 */
	CallerObservation calling(RegisteredFunction function, String workerName, UUID workerId, ContextView context);

	/**
	 * A function starts in a worker of this process.
	 * @param function what is called
	 * @param workerName the name of the worker
	 * @param workerId the id of the worker
	 * @param headers what has come with the call
	 * @return follows the call, {@link WorkerObservation#NONE} if nobody does
	 */
	WorkerObservation serving(RegisteredFunction function, String workerName, UUID workerId, CallHeaders headers);

}
