package io.rpcparallel;

/**
 * An open connection to a worker that has a state of its own, on which functions run
 * against that state ({@code Connection_state} of {@code rpc_parallel}).
 *
 * @param <S> the worker's state
 * @param <C> the connection's state
 * @since 0.1.0
 */
public interface WorkerSession<S, C> extends WorkerCalls<C> {

	/**
	 * Return the worker at the other end.
	 * @return the worker's handle
	 */
	Worker<S> worker();

}
