package io.rpcparallel.worker;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Finds what a number stands for, and refuses what a client that was compiled against
 * this application would not ask for.
 */
class Targets {

	private static final Set<FunctionKind> RPC = EnumSet.of(FunctionKind.RPC, FunctionKind.ASYNC_RPC);

	private static final Set<FunctionKind> STREAM = EnumSet.of(FunctionKind.STREAM, FunctionKind.STATE);

	private static final Set<FunctionKind> CHANNEL = EnumSet.of(FunctionKind.UPLOAD, FunctionKind.CHANNEL);

	private static final Set<FunctionKind> ONE_WAY = EnumSet.of(FunctionKind.ONE_WAY);

	private final String workerName;

	private final WorkerFunctionRegistry registry;

	private final Supplier<@Nullable Object> workerState;

	private final ReplyWriter payloads;

	Targets(String workerName, WorkerFunctionRegistry registry, Supplier<@Nullable Object> workerState,
			ReplyWriter payloads) {
		this.workerName = workerName;
		this.registry = registry;
		this.workerState = workerState;
		this.payloads = payloads;
	}

	Target forRpc(int number, @Nullable Session session) {
		return find(number, session, RPC);
	}

	Target forStream(int number, @Nullable Session session) {
		return find(number, session, STREAM);
	}

	Target forChannel(int number, @Nullable Session session) {
		return find(number, session, CHANNEL);
	}

	Target forOneWay(int number, @Nullable Session session) {
		return find(number, session, ONE_WAY);
	}

	private Target find(int number, @Nullable Session session, Set<FunctionKind> kinds) {
		Object state = (session != null) ? session.state() : this.workerState.get();
		if (state == null) {
			throw refusal("Worker '%s' is not initialised yet".formatted(this.workerName));
		}
		List<RegisteredFunction> functions = this.registry.functions();
		if (number < 0 || number >= functions.size()) {
			throw refusal("Worker '%s' has no function number %d".formatted(this.workerName, number));
		}
		RegisteredFunction function = functions.get(number);
		if (!kinds.contains(function.kind())) {
			throw refusal("Function '%s' is a %s and can't be called like this".formatted(function.name(),
					function.kind().type().getSimpleName()));
		}
		if (!function.state().resolve(Object.class).isInstance(state)) {
			throw refusal("Function '%s' runs against a %s, and this connection to worker '%s' has none"
				.formatted(function.name(), function.state(), this.workerName));
		}
		return new Target(function, this.registry.bean(function), state, session, null);
	}

	ReplyException refusal(String message) {
		return new ReplyException(this.payloads.refusal(message));
	}

}
