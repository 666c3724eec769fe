package io.rpcparallel.metrics;

import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;

import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamElementMeters}.
 */
class StreamElementMetersTests {

	private final List<RegisteredFunction> functions = Arrays.stream(FunctionKind.values())
		.map((kind) -> new RegisteredFunction(kind.ordinal(), "f" + kind.ordinal(), kind, ResolvableType.NONE,
				List.of()))
		.toList();

	private final StreamElementMeters elements = new StreamElementMeters(this.functions);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void onlyDirectionsThatAKindHasAreThereAndTheyAreFromTheStart() {
		this.elements.bindTo(this.registry);
		assertThat(this.registry.get("rpc.parallel.stream.elements").functionCounters())
			.extracting((counter) -> counter.getId().getTag("kind") + " " + counter.getId().getTag("direction"))
			.containsExactlyInAnyOrder("stream received", "state received", "upload sent", "channel sent",
					"channel received");
	}

	@Test
	void elementsAreCountedByFunctionAndDirection() {
		this.elements.bindTo(this.registry);
		RegisteredFunction channel = this.functions.get(FunctionKind.CHANNEL.ordinal());
		this.elements.sent(channel);
		this.elements.sent(channel);
		this.elements.received(channel);
		assertThat(counter(channel, "sent").count()).isEqualTo(2);
		assertThat(counter(channel, "received").count()).isEqualTo(1);
		assertThat(counter(this.functions.get(FunctionKind.STREAM.ordinal()), "received").count()).isZero();
	}

	private FunctionCounter counter(RegisteredFunction function, String direction) {
		return this.registry.get("rpc.parallel.stream.elements")
			.tags("function", function.name(), "direction", direction)
			.functionCounter();
	}

}
