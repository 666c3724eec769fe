package io.rpcparallel;

import java.util.Optional;

/**
 * An open connection to a worker, on which functions run against the worker's state.
 * Closing the connection that a spawn returned ends the worker. Corresponds to
 * {@code Connection.t} of {@code rpc_parallel}.
 *
 * @param <S> the worker's state
 * @since 0.1.0
 */
public interface WorkerConnection<S> extends WorkerCalls<S> {

	/**
	 * Return the worker at the other end.
	 * @return the worker's handle
	 */
	Worker<S> worker();

	/**
	 * Return the output of the worker's process, if this is the connection that its spawn
	 * returned and the spawn asked for {@link WorkerOutput#pipe()}.
	 * @return the streams to read, or empty if none is piped
	 */
	Optional<WorkerStreams> streams();

}
