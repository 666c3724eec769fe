package io.rpcparallel.master;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.UnknownFunctionException;
import io.rpcparallel.Worker;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.registry.RegisteredSessionType;
import io.rpcparallel.registry.RegisteredWorkerType;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Puts a worker type or a session type and its init argument into a message.
 */
class Initializations {

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	Initializations(WorkerFunctionRegistry registry, PayloadFormats formats) {
		this.registry = registry;
		this.formats = formats;
	}

	Initialization of(SpawnPlan plan, @Nullable WorkerType<?, ?> type, @Nullable Object initArgument) {
		String workerName = plan.name();
		if (type == null) {
			return new Initialization(Initialization.STATELESS, null, plan.lifetime());
		}
		RegisteredWorkerType registered = this.registry.find(type);
		if (registered == null) {
			throw new UnknownFunctionException(workerName,
					"%s is no WorkerType bean of this application. Declare it as a bean, inject it and pass it"
						.formatted(type.getClass().getName()));
		}
		return new Initialization(registered.index(),
				writer(plan.workerSettings().rpc()).write(workerName,
						() -> "the init argument of worker type '%s'".formatted(registered.name()),
						registered.initArgument(), initArgument),
				plan.lifetime());
	}

	/**
	 * Return the worker type of an initialization.
	 * @param initialization the initialization
	 * @return the name of the worker type, or {@code null} if it makes no state
	 */
	@Nullable String workerType(Initialization initialization) {
		return (initialization.workerType() != Initialization.STATELESS)
				? this.registry.workerTypes().get(initialization.workerType()).name() : null;
	}

	Opening opening() {
		return new Opening(this.registry.fingerprint(), Opening.NO_SESSION, null, false);
	}

	Opening opening(Worker<?> worker, SessionType<?, ?, ?> type, @Nullable Object initArgument) {
		String workerName = worker.name();
		RegisteredSessionType registered = this.registry.find(type);
		if (registered == null) {
			throw new UnknownFunctionException(workerName,
					"%s is no SessionType bean of this application. Declare it as a bean, inject it and pass it"
						.formatted(type.getClass().getName()));
		}
		return new Opening(this.registry.fingerprint(), registered.index(),
				writer(worker.rpc()).write(workerName,
						() -> "the init argument of session type '%s'".formatted(registered.name()),
						registered.initArgument(), initArgument),
				false);
	}

	private PayloadWriter writer(RpcSettings rpc) {
		return new PayloadWriter(this.formats, (int) rpc.maxMessageSize().toBytes());
	}

}
