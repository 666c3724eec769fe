package io.rpcparallel.function;

import org.jspecify.annotations.Nullable;

/**
 * A function that answers one query with one result and may block while it does
 * ({@code create_rpc}).
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface RpcFunction<S, Q extends @Nullable Object, R extends @Nullable Object>
		extends RequestResponseFunction<S, Q, R> {

	/**
	 * Answer a query. Called in the worker, by default for one query at a time.
	 * @param state the worker's state
	 * @param query the query
	 * @return the result, which may be {@code null}
	 * @throws Exception if the query can't be answered: the caller gets it as a
	 * {@code RemoteFunctionException}, the worker lives on
	 */
	R call(S state, Q query) throws Exception;

}
