package io.rpcparallel.function;

import org.jspecify.annotations.Nullable;

/**
 * A function that can be executed by a worker, typed by the state it runs against. Each
 * kind is an interface of its own, and the interaction it stands for follows from it.
 * Corresponds to {@code ('worker, 'query, 'response) Function.t} of {@code rpc_parallel}.
 *
 * @param <S> the worker's state, or that of a session; {@link Object} for functions that
 * need none
 * @param <Q> the query
 * @since 0.1.0
 */
public sealed interface RemoteFunction<S, Q extends @Nullable Object> permits RequestResponseFunction, StreamFunction,
		StateFunction, OneWayFunction, UploadFunction, ChannelFunction {

}
