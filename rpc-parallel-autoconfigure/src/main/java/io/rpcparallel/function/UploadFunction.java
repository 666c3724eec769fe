package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A function that takes a query and a stream from its caller and answers with one result:
 * RSocket's request-channel ({@code create_reverse_pipe} and
 * {@code create_reverse_direct_pipe}). The result may come before the stream ends or
 * after. A worker that is slow slows the caller's source.
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <U> the elements of the caller's stream
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface UploadFunction<S, Q extends @Nullable Object, U, R> extends RemoteFunction<S, Q> {

	/**
	 * Answer a query. Called in the worker.
	 * @param state the worker's state
	 * @param query the query
	 * @param updates the caller's stream, which can be subscribed to once; its elements
	 * come by turns with other calls, and while the function runs, which may wait for
	 * them, on another thread. It ends with an error if the caller's source does.
	 * @return the result to come. The stream goes on if it is subscribed to by then, and
	 * is cancelled at the caller if it is not
	 * @throws Exception if the query can't be answered; the caller's stream is cancelled
	 */
	Mono<R> receive(S state, Q query, Flux<U> updates) throws Exception;

	/**
	 * Return the same function with another result ({@code Function.map}). Passed to a
	 * connection, the mapping happens at the caller.
	 * @param mapping makes the new result
	 * @param <T> the new result
	 * @return the function
	 */
	default <T> UploadFunction<S, Q, U, T> map(Function<? super R, ? extends T> mapping) {
		return new MappedFunctions.Upload<>(this, Mapping.ofResult(this, mapping));
	}

	/**
	 * Return the same function with another query ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the query
	 * @param <P> the new query
	 * @return the function
	 */
	default <P extends @Nullable Object> UploadFunction<S, P, U, R> contraMap(
			Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.Upload<>(this, Mapping.ofQuery(this, mapping));
	}

}
