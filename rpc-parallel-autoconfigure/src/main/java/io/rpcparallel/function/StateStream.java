package io.rpcparallel.function;

import reactor.core.publisher.Flux;

/**
 * A snapshot and what follows it, on both sides of a {@link StateFunction}.
 *
 * @param snapshot what was true when the function was called
 * @param updates all changes since then, in order; at the caller it can be subscribed to
 * once, and nothing is sent before that. Meanwhile the worker requests 256 of them, and
 * no more until they are taken: what a source does that can't wait is its own choice. To
 * do without them, subscribe and cancel
 * @param <V> the snapshot
 * @param <U> the updates
 * @since 0.1.0
 */
public record StateStream<V, U>(V snapshot, Flux<U> updates) {

}
