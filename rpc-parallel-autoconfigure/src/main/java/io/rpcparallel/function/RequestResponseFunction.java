package io.rpcparallel.function;

import org.jspecify.annotations.Nullable;

/**
 * A function that answers one query with one result: RSocket's request-response. What a
 * caller passes to {@code run} and {@code submit}, whether the function is written in
 * blocking or in reactive style.
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <R> the result
 * @since 0.1.0
 */
public sealed interface RequestResponseFunction<S, Q extends @Nullable Object, R extends @Nullable Object>
		extends RemoteFunction<S, Q> permits RpcFunction, AsyncRpcFunction {

}
