package io.rpcparallel.master;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.CloseReason;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerCalls;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.transport.RpcLink;

/**
 * The calls of an open connection to a worker.
 *
 * @param <S> the state that functions run against
 */
@SuppressWarnings({ "unchecked", "NullAway" }) // what a function returns is typed where
												// it
												// is declared
abstract class ClientCalls<S> implements WorkerCalls<S> {

	private final Worker<?> worker;

	private final RpcLink link;

	private final ConnectionOwner owner;

	private final RemoteCalls calls;

	private final RSocketStrategies strategies;

	ClientCalls(Worker<?> worker, RpcLink link, ConnectionOwner owner, RemoteCalls calls,
			RSocketStrategies strategies) {
		this.worker = worker;
		this.link = link;
		this.owner = owner;
		this.calls = calls;
		this.strategies = strategies;
	}

	@Override
	public boolean isOpen() {
		return this.link.isOpen();
	}

	@Override
	public <Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return (Mono<R>) this.calls.rpc(function, query, null);
	}

	@Override
	public <Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
			RequestResponseFunction<? super S, Q, R> function, Q query, Duration timeout) {
		Assert.isTrue(timeout.toNanos() > 0, "'timeout' must be positive");
		return (Mono<R>) this.calls.rpc(function, query, timeout);
	}

	@Override
	public <Q extends @Nullable Object, U> Flux<U> stream(StreamFunction<? super S, Q, U> function, Q query) {
		return (Flux<U>) this.calls.stream(function, query);
	}

	@Override
	public <Q extends @Nullable Object, V, U> Mono<StateStream<V, U>> state(StateFunction<? super S, Q, V, U> function,
			Q query) {
		return this.calls.state(function, query).map((opened) -> (StateStream<V, U>) opened);
	}

	@Override
	public <Q extends @Nullable Object> Mono<Void> sendAsync(OneWayFunction<? super S, Q> function, Q message) {
		return this.calls.send(function, message);
	}

	@Override
	public <Q extends @Nullable Object, U, R> Mono<R> upload(UploadFunction<? super S, Q, U, R> function, Q query,
			Publisher<? extends U> updates) {
		return (Mono<R>) this.calls.upload(function, query, updates);
	}

	@Override
	public <Q extends @Nullable Object, U, R> Flux<R> channel(ChannelFunction<? super S, Q, U, R> function, Q query,
			Publisher<? extends U> updates) {
		return (Flux<R>) this.calls.channel(function, query, updates);
	}

	@Override
	public RSocketRequester requester() {
		return this.link.requester(this.strategies);
	}

	@Override
	public Mono<CloseReason> closed() {
		return this.owner.closed();
	}

	@Override
	public Mono<Void> closeAsync() {
		return this.owner.close();
	}

	String describe(String what) {
		return "%s[%s, %s]".formatted(what, this.worker, isOpen() ? "open" : "closed");
	}

}
