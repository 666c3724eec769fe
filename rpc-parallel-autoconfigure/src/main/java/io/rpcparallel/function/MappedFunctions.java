package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What {@code map} and {@code contraMap} return. Where one is a bean, the worker maps;
 * where one is passed to a connection, the caller does.
 */
@SuppressWarnings({ "unchecked", "NullAway" }) // the typed methods of the kinds are the
												// only callers
final class MappedFunctions {

	private MappedFunctions() {
	}

	private static <T> T apply(Function<@Nullable Object, @Nullable Object> function, @Nullable Object value) {
		return (T) function.apply(value);
	}

	record Rpc<S, Q extends @Nullable Object, R extends @Nullable Object>(RpcFunction<S, ?, ?> source,
			Mapping mapping) implements RpcFunction<S, Q, R>, Mapping.Mapped {

		@Override
		public R call(S state, Q query) throws Exception {
			Object result = ((RpcFunction<S, Object, Object>) this.source).call(state,
					MappedFunctions.<Object>apply(this.mapping.query(), query));
			return apply(this.mapping.result(), result);
		}

	}

	record AsyncRpc<S, Q extends @Nullable Object, R>(AsyncRpcFunction<S, ?, ?> source,
			Mapping mapping) implements AsyncRpcFunction<S, Q, R>, Mapping.Mapped {

		@Override
		public Mono<R> call(S state, Q query) throws Exception {
			Mono<Object> result = ((AsyncRpcFunction<S, Object, Object>) this.source).call(state,
					MappedFunctions.<Object>apply(this.mapping.query(), query));
			return result.mapNotNull((each) -> apply(this.mapping.result(), each));
		}

	}

	record Stream<S, Q extends @Nullable Object, U>(StreamFunction<S, ?, ?> source,
			Mapping mapping) implements StreamFunction<S, Q, U>, Mapping.Mapped {

		@Override
		public Flux<U> stream(S state, Q query) throws Exception {
			Flux<Object> elements = ((StreamFunction<S, Object, Object>) this.source).stream(state,
					MappedFunctions.<Object>apply(this.mapping.query(), query));
			return elements.map((each) -> apply(this.mapping.result(), each));
		}

	}

	record State<S, Q extends @Nullable Object, V, U>(StateFunction<S, ?, ?, ?> source,
			Mapping mapping) implements StateFunction<S, Q, V, U>, Mapping.Mapped {

		@Override
		public StateStream<V, U> open(S state, Q query) throws Exception {
			StateStream<Object, Object> opened = ((StateFunction<S, Object, Object, Object>) this.source).open(state,
					MappedFunctions.<Object>apply(this.mapping.query(), query));
			return new StateStream<>(apply(this.mapping.result(), opened.snapshot()),
					opened.updates().map((each) -> apply(this.mapping.update(), each)));
		}

	}

	record OneWay<S, Q extends @Nullable Object>(OneWayFunction<S, ?> source,
			Mapping mapping) implements OneWayFunction<S, Q>, Mapping.Mapped {

		@Override
		public void accept(S state, Q message) throws Exception {
			((OneWayFunction<S, Object>) this.source).accept(state,
					MappedFunctions.<Object>apply(this.mapping.query(), message));
		}

	}

	record Upload<S, Q extends @Nullable Object, U, R>(UploadFunction<S, ?, U, ?> source,
			Mapping mapping) implements UploadFunction<S, Q, U, R>, Mapping.Mapped {

		@Override
		public Mono<R> receive(S state, Q query, Flux<U> updates) throws Exception {
			Mono<Object> result = ((UploadFunction<S, Object, U, Object>) this.source).receive(state,
					MappedFunctions.<Object>apply(this.mapping.query(), query), updates);
			return result.mapNotNull((each) -> apply(this.mapping.result(), each));
		}

	}

	record Channel<S, Q extends @Nullable Object, U, R>(ChannelFunction<S, ?, U, ?> source,
			Mapping mapping) implements ChannelFunction<S, Q, U, R>, Mapping.Mapped {

		@Override
		public Flux<R> exchange(S state, Q query, Flux<U> updates) throws Exception {
			Flux<Object> answer = ((ChannelFunction<S, Object, U, Object>) this.source).exchange(state,
					MappedFunctions.<Object>apply(this.mapping.query(), query), updates);
			return answer.map((each) -> apply(this.mapping.result(), each));
		}

	}

}
