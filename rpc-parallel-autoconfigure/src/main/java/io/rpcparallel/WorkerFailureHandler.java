package io.rpcparallel;

/**
 * Is told of the failures of a worker that no call can tell of ({@code on_failure} of
 * {@code rpc_parallel}).
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WorkerFailureHandler {

	/**
	 * Take note of a failure. Called in the process that spawned the worker, possibly by
	 * several threads at once.
	 * @param failure what happened to which worker
	 */
	void onFailure(WorkerFailure failure);

}
