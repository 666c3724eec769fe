package io.rpcparallel.function;

import reactor.core.publisher.Flux;

/**
 * A snapshot and what follows it, on both sides of a {@link StateFunction}.
 *
 * @param snapshot what was true when the function was called
 * @param updates all changes since then, in order; at the caller it can be subscribed to
 * once, and nothing is sent before that. To do without them, subscribe and cancel: else
 * the worker keeps them until the connection is closed.
 * @param <V> the snapshot
 * @param <U> the updates
 * @since 0.1.0
 */
public record StateStream<V, U>(V snapshot, Flux<U> updates) {

}
