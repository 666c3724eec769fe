package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A function that answers one query with a snapshot and then what changes it
 * ({@code create_state}). No update is lost between the two: the snapshot is taken and
 * the updates are subscribed to in one turn of the worker.
 *
 * @param <S> the worker's state
 * @param <Q> the query
 * @param <V> the snapshot
 * @param <U> the updates
 * @since 0.1.0
 */
@FunctionalInterface
public non-sealed interface StateFunction<S, Q extends @Nullable Object, V, U> extends RemoteFunction<S, Q> {

	/**
	 * Answer a query. Called in the worker.
	 * @param state the worker's state
	 * @param query the query
	 * @return the snapshot and the updates that follow it; the updates are subscribed to
	 * at once, and requested as the caller takes them
	 * @throws Exception if the query can't be answered
	 */
	StateStream<V, U> open(S state, Q query) throws Exception;

	/**
	 * Return the same function with another snapshot and other updates
	 * ({@code Function.map}). Passed to a connection, the mapping happens at the caller.
	 * @param snapshot makes the new snapshot
	 * @param update makes the new update
	 * @param <W> the new snapshot
	 * @param <T> the new updates
	 * @return the function
	 */
	default <W, T> StateFunction<S, Q, W, T> map(Function<? super V, ? extends W> snapshot,
			Function<? super U, ? extends T> update) {
		return new MappedFunctions.State<>(this, Mapping.ofResultAndUpdate(this, snapshot, update));
	}

	/**
	 * Return the same function with another query ({@code Function.contra_map}). Passed
	 * to a connection, the mapping happens at the caller.
	 * @param mapping makes the query
	 * @param <P> the new query
	 * @return the function
	 */
	default <P extends @Nullable Object> StateFunction<S, P, V, U> contraMap(Function<? super P, ? extends Q> mapping) {
		return new MappedFunctions.State<>(this, Mapping.ofQuery(this, mapping));
	}

}
