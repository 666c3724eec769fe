package io.rpcparallel;

/**
 * When a worker that was spawned ends by itself.
 *
 * @since 0.1.0
 */
public enum WorkerLifetime {

	/**
	 * With the connection that its spawn returned: when it is closed, or lost
	 * ({@code Connection_closed} of {@code rpc_parallel}).
	 */
	CONNECTION,

	/**
	 * With its master: when the master's heartbeat is lost
	 * ({@code Heartbeater_connection_timeout} of {@code rpc_parallel}).
	 */
	MASTER,

	/**
	 * Only when it is shut down ({@code Called_shutdown_function} of
	 * {@code rpc_parallel}). Discouraged, since the worker outlives its master: whoever
	 * asks for it has to make sure that somebody shuts it down. Launched by a worker, it
	 * outlives that worker's death but not its end in good order, which takes with it all
	 * processes that the worker has started.
	 */
	EXPLICIT

}
