package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A function that answers one query with a stream: RSocket's request-stream
 * ({@code create_pipe} and {@code create_direct_pipe}). The caller's demand reaches the
 * producer ({@code client_pushes_back}), and so does its cancellation ({@code abort}).
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <U> the elements
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface StreamFunction<S, Q extends @Nullable Object, U> extends RemoteFunction<S, Q> {

	/**
	 * Answer a query. Called in the worker. What the stream does when it is subscribed to
	 * and when elements are requested runs on the worker's threads for calls, by turns
	 * with other calls. A stream that makes its elements as they are requested makes all
	 * of a request in one turn; for one that waits for them, the worker is free
	 * meanwhile.
	 * @param state the worker's state
	 * @param query the query
	 * @return the stream; its error reaches the caller after the elements before it
	 * @throws Exception if the query can't be answered
	 */
	Flux<U> stream(S state, Q query) throws Exception;

	/**
	 * Return the same function with other elements ({@code Function.map}). Passed to a
	 * connection, the mapping happens at the caller.
	 * @param mapping makes the new element
	 * @param <T> the new elements
	 * @return the function
	 */
	default <T> StreamFunction<S, Q, T> map(Function<? super U, ? extends T> mapping) {
		return new MappedFunctions.Stream<>(this, Mapping.ofResult(this, mapping));
	}

	/**
	 * Return the same function with another query ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the query
	 * @param <P> the new query
	 * @return the function
	 */
	default <P extends @Nullable Object> StreamFunction<S, P, U> contraMap(Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.Stream<>(this, Mapping.ofQuery(this, mapping));
	}

}
