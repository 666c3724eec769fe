package io.rpcparallel.master;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.UnknownFunctionException;
import io.rpcparallel.function.Mapping;
import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * What a caller passed as the function: the bean behind it, and what {@code map} and
 * {@code contraMap} have put around it.
 *
 * @param registered the function that the worker executes
 * @param query makes its query
 * @param result makes the caller's result
 * @param update makes the caller's update
 */
record CalledFunction(RegisteredFunction registered, Function<@Nullable Object, @Nullable Object> query,
		Function<@Nullable Object, @Nullable Object> result, Function<@Nullable Object, @Nullable Object> update) {

	private static final Function<@Nullable Object, @Nullable Object> IDENTITY = (value) -> value;

	static CalledFunction of(String workerName, RemoteFunction<?, ?> function, WorkerFunctionRegistry registry) {
		RegisteredFunction registered = registry.find(function);
		if (registered != null) {
			return new CalledFunction(registered, IDENTITY, IDENTITY, IDENTITY);
		}
		if (function instanceof Mapping.Mapped mapped) {
			Mapping mapping = mapped.mapping();
			CalledFunction source = of(workerName, mapping.source(), registry);
			return new CalledFunction(source.registered(), source.query().compose(mapping.query()),
					source.result().andThen(mapping.result()), source.update().andThen(mapping.update()));
		}
		throw new UnknownFunctionException(workerName,
				"%s is no @WorkerFunction bean of this application. Inject the bean and pass it; an object made with 'new', or a bean without @WorkerFunction, is not known to workers"
					.formatted(function.getClass().getName()));
	}

	/**
	 * Find the function that the worker would execute.
	 * @param function what a caller passed
	 * @param registry the functions
	 * @return the function, or {@code null} if there is none
	 */
	static @Nullable RegisteredFunction behind(RemoteFunction<?, ?> function, WorkerFunctionRegistry registry) {
		RemoteFunction<?, ?> token = function;
		while (token instanceof Mapping.Mapped mapped) {
			token = mapped.mapping().source();
		}
		return registry.find(token);
	}

	String name() {
		return this.registered.name();
	}

}
