package io.rpcparallel.metrics;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.rpcparallel.call.StreamElements;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Counts the elements of streams as {@code rpc.parallel.stream.elements}, with the tags
 * {@code function}, {@code kind} and {@code direction}, which is {@code received} or
 * {@code sent} as the caller sees it.
 *
 * @since 0.1.0
 */
public final class StreamElementMeters implements MeterBinder, StreamElements {

	private final List<RegisteredFunction> functions;

	// By the functions' numbers
	private final LongAdder[] received;

	private final LongAdder[] sent;

	/**
	 * Create counters.
	 * @param functions the functions of the application
	 */
	public StreamElementMeters(List<RegisteredFunction> functions) {
		this.functions = List.copyOf(functions);
		this.received = counts();
		this.sent = counts();
	}

	private LongAdder[] counts() {
		return Stream.generate(LongAdder::new).limit(this.functions.size()).toArray(LongAdder[]::new);
	}

	@Override
	public void received(RegisteredFunction function) {
		this.received[function.index()].increment();
	}

	@Override
	public void sent(RegisteredFunction function) {
		this.sent[function.index()].increment();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (RegisteredFunction function : this.functions) {
			FunctionKind kind = function.kind();
			if (kind == FunctionKind.STREAM || kind == FunctionKind.STATE || kind == FunctionKind.CHANNEL) {
				register(registry, function, "received", this.received[function.index()]);
			}
			if (kind == FunctionKind.UPLOAD || kind == FunctionKind.CHANNEL) {
				register(registry, function, "sent", this.sent[function.index()]);
			}
		}
	}

	private static void register(MeterRegistry registry, RegisteredFunction function, String direction,
			LongAdder count) {
		FunctionCounter.builder("rpc.parallel.stream.elements", count, LongAdder::sum)
			.description("Elements of streams from and to workers")
			.baseUnit("elements")
			.tag("function", function.name())
			.tag("kind", function.kind().name().toLowerCase(Locale.ROOT))
			.tag("direction", direction)
			.register(registry);
	}

}
