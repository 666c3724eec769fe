package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A function that is told something and answers nothing: RSocket's fire-and-forget
 * ({@code create_one_way}).
 *
 * @param <S> the worker's state
 * @param <Q> the message
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface OneWayFunction<S, Q extends @Nullable Object> extends RemoteFunction<S, Q> {

	/**
	 * Take a message. Called in the worker, in the order in which messages were sent on a
	 * connection, unless the worker executes several calls at once.
	 * @param state the worker's state
	 * @param message the message
	 * @throws Exception if it can't be dealt with: nobody waits for an answer, so the
	 * failure handler of the worker's spawner gets it and the worker ends
	 */
	void accept(S state, Q message) throws Exception;

	/**
	 * Return the same function with another message ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the message
	 * @param <P> the new message
	 * @return the function
	 */
	default <P extends @Nullable Object> OneWayFunction<S, P> contraMap(Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.OneWay<>(this, Mapping.ofQuery(this, mapping));
	}

}
