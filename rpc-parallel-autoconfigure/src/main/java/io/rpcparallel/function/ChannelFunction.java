package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A function with a stream each way in one call: RSocket's request-channel. None of
 * {@code rpc_parallel}'s kinds has both.
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <U> the elements of the caller's stream
 * @param <R> the elements of the answer
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface ChannelFunction<S, Q extends @Nullable Object, U, R> extends RemoteFunction<S, Q> {

	/**
	 * Answer a query. Called in the worker.
	 * @param state the worker's state
	 * @param query the query
	 * @param updates the caller's stream, which can be subscribed to once; its elements
	 * come by turns with other calls, and while the function runs, which may wait for
	 * them, on another thread
	 * @return the answer
	 * @throws Exception if the query can't be answered; the caller's stream is cancelled
	 */
	Flux<R> exchange(S state, Q query, Flux<U> updates) throws Exception;

	/**
	 * Return the same function with another answer ({@code Function.map}). Passed to a
	 * connection, the mapping happens at the caller.
	 * @param mapping makes the new element of the answer
	 * @param <T> the elements of the new answer
	 * @return the function
	 */
	default <T> ChannelFunction<S, Q, U, T> map(Function<? super R, ? extends T> mapping) {
		return new MappedFunctions.Channel<>(this, Mapping.ofResult(this, mapping));
	}

	/**
	 * Return the same function with another query ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the query
	 * @param <P> the new query
	 * @return the function
	 */
	default <P extends @Nullable Object> ChannelFunction<S, P, U, R> contraMap(
			Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.Channel<>(this, Mapping.ofQuery(this, mapping));
	}

}
