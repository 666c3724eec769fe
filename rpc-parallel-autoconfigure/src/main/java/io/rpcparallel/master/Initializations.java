package io.rpcparallel.master;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.UnknownFunctionException;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.registry.RegisteredSessionType;
import io.rpcparallel.registry.RegisteredWorkerType;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Puts a worker type or a session type and its init argument into a message.
 */
class Initializations {

	private final WorkerFunctionRegistry registry;

	private final PayloadWriter writer;

	Initializations(WorkerFunctionRegistry registry, PayloadWriter writer) {
		this.registry = registry;
		this.writer = writer;
	}

	<S, I extends @Nullable Object> Initialization of(String workerName, @Nullable WorkerType<S, I> type,
			@Nullable I initArgument) {
		if (type == null) {
			return new Initialization(Initialization.STATELESS, null);
		}
		RegisteredWorkerType registered = this.registry.find(type);
		if (registered == null) {
			throw new UnknownFunctionException(workerName,
					"%s is no WorkerType bean of this application. Declare it as a bean, inject it and pass it"
						.formatted(type.getClass().getName()));
		}
		return new Initialization(registered.index(),
				this.writer.write(workerName, () -> "the init argument of worker type '%s'".formatted(registered.name()),
						registered.initArgument(), initArgument));
	}

	<S, C, I extends @Nullable Object> Opening of(String workerName, @Nullable SessionType<S, C, I> type,
			@Nullable I initArgument) {
		if (type == null) {
			return new Opening(this.registry.fingerprint(), Opening.NO_SESSION, null);
		}
		RegisteredSessionType registered = this.registry.find(type);
		if (registered == null) {
			throw new UnknownFunctionException(workerName,
					"%s is no SessionType bean of this application. Declare it as a bean, inject it and pass it"
						.formatted(type.getClass().getName()));
		}
		return new Opening(this.registry.fingerprint(), registered.index(),
				this.writer.write(workerName,
						() -> "the init argument of session type '%s'".formatted(registered.name()),
						registered.initArgument(), initArgument));
	}

}
