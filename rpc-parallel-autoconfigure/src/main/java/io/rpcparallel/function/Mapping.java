package io.rpcparallel.function;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How a function that was made with {@code map} or {@code contraMap} differs from the
 * bean behind it. A connection calls the bean and applies this at the caller.
 *
 * @param source the function that was mapped, which may be mapped itself
 * @param query makes the query of the source
 * @param result makes the result from the source's
 * @param update makes an update from the source's
 */
public record Mapping(RemoteFunction<?, ?> source, Function<@Nullable Object, @Nullable Object> query,
		Function<@Nullable Object, @Nullable Object> result, Function<@Nullable Object, @Nullable Object> update) {

	static Mapping ofQuery(RemoteFunction<?, ?> source, Function<?, ?> query) {
		return new Mapping(source, untyped(query), Function.identity(), Function.identity());
	}

	static Mapping ofResult(RemoteFunction<?, ?> source, Function<?, ?> result) {
		return new Mapping(source, Function.identity(), untyped(result), Function.identity());
	}

	static Mapping ofResultAndUpdate(RemoteFunction<?, ?> source, Function<?, ?> result, Function<?, ?> update) {
		return new Mapping(source, Function.identity(), untyped(result), untyped(update));
	}

	@SuppressWarnings("unchecked") // the typed methods of the kinds are the only callers
	private static Function<@Nullable Object, @Nullable Object> untyped(Function<?, ?> function) {
		return (Function<@Nullable Object, @Nullable Object>) function;
	}

	/**
	 * A function that has a mapping.
	 */
	public interface Mapped {

		/**
		 * Return how the function was made.
		 * @return the mapping
		 */
		Mapping mapping();

	}

}
