package io.rpcparallel.function;

import java.util.function.Function;

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

	/**
	 * Return the same function with another result ({@code Function.map}). Passed to a
	 * connection, the mapping happens at the caller.
	 * @param mapping makes the new result
	 * @param <T> the new result
	 * @return the function
	 */
	default <T extends @Nullable Object> RpcFunction<S, Q, T> map(Function<? super R, ? extends T> mapping) {
		return new MappedFunctions.Rpc<>(this, Mapping.ofResult(this, mapping));
	}

	/**
	 * Return the same function with another query ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the query
	 * @param <P> the new query
	 * @return the function
	 */
	default <P extends @Nullable Object> RpcFunction<S, P, R> contraMap(Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.Rpc<>(this, Mapping.ofQuery(this, mapping));
	}

}
