package io.rpcparallel.function;

import org.jspecify.annotations.Nullable;

/**
 * A type of session: how the state of one connection is made, from the worker's state and
 * an init argument of its own. Functions over {@code C} run on connections of this type.
 * Declare one bean per type, with its type arguments written out. Corresponds to
 * {@code Connection_state} of {@code rpc_parallel}.
 *
 * @param <S> the worker's state
 * @param <C> the connection's state; closed with the connection if it is
 * {@link AutoCloseable}, before the worker's state
 * @param <I> the init argument, sent to the worker when it is connected to
 * @since 0.1.0
 */
@FunctionalInterface
public interface SessionType<S, C, I extends @Nullable Object> {

	/**
	 * Create the state of a connection. Called in the worker for each connection of this
	 * type, by turns with calls.
	 * @param workerState the worker's state
	 * @param initArgument the init argument
	 * @return the connection's state
	 * @throws Exception if there can be no such connection: {@code connect} fails with
	 * it, and the worker lives on
	 */
	C open(S workerState, I initArgument) throws Exception;

}
