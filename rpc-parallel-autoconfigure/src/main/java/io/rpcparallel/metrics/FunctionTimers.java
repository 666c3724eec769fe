package io.rpcparallel.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.master.CallOutcome;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * The timers of a function, one for each outcome that has happened.
 */
class FunctionTimers {

	private final MeterRegistry registry;

	private final RegisteredFunction function;

	private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(
			CallOutcome.values().length);

	FunctionTimers(MeterRegistry registry, RegisteredFunction function) {
		this.registry = registry;
		this.function = function;
	}

	Timer of(CallOutcome outcome) {
		Timer timer = this.timers.get(outcome.ordinal());
		if (timer == null) {
			// Two threads may come here at once: the registry gives them the same timer
			timer = register(outcome);
			this.timers.set(outcome.ordinal(), timer);
		}
		return timer;
	}

	private Timer register(CallOutcome outcome) {
		return Timer.builder("rpc.parallel.calls")
			.description("Time of a call of a function in a worker, as its caller sees it")
			.tag("function", this.function.name())
			.tag("kind", value(this.function.kind()))
			.tag("outcome", value(outcome))
			.register(this.registry);
	}

	private static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
