package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A function that answers one query with one result by way of a {@link Mono}
 * ({@code create_rpc}, which is asynchronous in {@code rpc_parallel} too). While its
 * {@code Mono} is pending the call counts as running, so by default the worker starts no
 * other call.
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface AsyncRpcFunction<S, Q extends @Nullable Object, R>
		extends RequestResponseFunction<S, Q, R> {

	/**
	 * Answer a query. Called in the worker.
	 * @param state the worker's state
	 * @param query the query
	 * @return the result to come; an empty {@code Mono} answers {@code null}
	 * @throws Exception if the query can't be answered; an error of the {@code Mono}
	 * means the same
	 */
	Mono<R> call(S state, Q query) throws Exception;

	/**
	 * Return the same function with another result ({@code Function.map}). Passed to a
	 * connection, the mapping happens at the caller.
	 * @param mapping makes the new result
	 * @param <T> the new result
	 * @return the function
	 */
	default <T> AsyncRpcFunction<S, Q, T> map(Function<? super R, ? extends T> mapping) {
		return new MappedFunctions.AsyncRpc<>(this, Mapping.ofResult(this, mapping));
	}

	/**
	 * Return the same function with another query ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the query
	 * @param <P> the new query
	 * @return the function
	 */
	default <P extends @Nullable Object> AsyncRpcFunction<S, P, R> contraMap(Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.AsyncRpc<>(this, Mapping.ofQuery(this, mapping));
	}

}
