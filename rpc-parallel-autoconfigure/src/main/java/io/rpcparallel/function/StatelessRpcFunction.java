package io.rpcparallel.function;

import org.jspecify.annotations.Nullable;

/**
 * A {@link RpcFunction} that needs no state and so runs on every worker.
 *
 * @param <Q> the query
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface StatelessRpcFunction<Q extends @Nullable Object, R extends @Nullable Object>
		extends RpcFunction<Object, Q, R> {

	/**
	 * Answer a query.
	 * @param query the query
	 * @return the result, which may be {@code null}
	 * @throws Exception if the query can't be answered: the caller gets it as a
	 * {@code RemoteFunctionException}, the worker lives on
	 */
	R call(Q query) throws Exception;

	@Override
	default R call(Object state, Q query) throws Exception {
		return call(query);
	}

}
