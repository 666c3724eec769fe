package io.rpcparallel.metrics;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;

import io.rpcparallel.master.CallOutcome;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MicrometerMasterListener}.
 */
class MicrometerMasterListenerTests {

	private static final int ROUNDS = 20_000;

	private static final Duration TIME = Duration.ofMillis(20);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final MicrometerMasterListener listener = new MicrometerMasterListener(this.registry);

	@Test
	void spawnsAreTimedByOutcomeAndBothOutcomesAreThereFromTheStart() {
		assertThat(spawns("success").count()).isZero();
		assertThat(spawns("failure").count()).isZero();
		this.listener.spawned("one", TIME, null);
		this.listener.spawned("two", TIME, null);
		this.listener.spawned("three", TIME, new IllegalStateException());
		assertThat(spawns("success").count()).isEqualTo(2);
		assertThat(spawns("success").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
		assertThat(spawns("failure").count()).isEqualTo(1);
	}

	@Test
	void callsAreTimedByFunctionKindAndOutcome() {
		this.listener.called(function("add", FunctionKind.RPC), TIME, CallOutcome.SUCCESS);
		this.listener.called(function("add", FunctionKind.RPC), TIME, CallOutcome.SUCCESS);
		this.listener.called(function("add", FunctionKind.RPC), TIME, CallOutcome.THREW);
		this.listener.called(function("later", FunctionKind.ASYNC_RPC), TIME, CallOutcome.SUCCESS);
		assertThat(calls("add", "rpc", "success").count()).isEqualTo(2);
		assertThat(calls("add", "rpc", "success").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
		assertThat(calls("add", "rpc", "threw").count()).isEqualTo(1);
		assertThat(calls("later", "async-rpc", "success").count()).isEqualTo(1);
	}

	@Test
	void silencesAreTimedWhenTheyAreOver() {
		Timer silences = this.registry.get("rpc.parallel.silences").timer();
		this.listener.suspected("one", TIME);
		assertThat(silences.count()).isZero();
		this.listener.heardAgain("one", TIME.multipliedBy(2));
		assertThat(silences.count()).isEqualTo(1);
		assertThat(silences.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
	}

	@Test
	@Tag("G7")
	void thereAreNoMoreTimersThanFunctionsAndOutcomes() {
		IntStream.range(0, 2000).parallel().forEach((number) -> {
			for (CallOutcome outcome : CallOutcome.values()) {
				this.listener.called(function("f" + number % 3, FunctionKind.RPC), TIME, outcome);
			}
		});
		assertThat(this.registry.find("rpc.parallel.calls").timers()).hasSize(3 * CallOutcome.values().length);
		assertThat(this.registry.find("rpc.parallel.calls").timers().stream().mapToLong(Timer::count).sum())
			.isEqualTo(2000L * CallOutcome.values().length);
	}

	@Test
	void aCallThatIsCountedAllocatesNothingButWhatTheRegistryDoes() {
		RegisteredFunction function = function("add", FunctionKind.RPC);
		Timer plain = Timer.builder("plain").register(this.registry);
		Runnable direct = () -> plain.record(TIME);
		Runnable listened = () -> this.listener.called(function, TIME, CallOutcome.SUCCESS);
		allocated(direct);
		allocated(listened);
		// One string of tags alone would be more than 40 bytes a call
		assertThat(allocated(listened)).isLessThan(allocated(direct) + 8 * ROUNDS);
	}

	private static long allocated(Runnable call) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < ROUNDS; i++) {
			call.run();
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private Timer spawns(String outcome) {
		return this.registry.get("rpc.parallel.spawns").tag("outcome", outcome).timer();
	}

	private Timer calls(String function, String kind, String outcome) {
		return this.registry.get("rpc.parallel.calls")
			.tags(Tags.of("function", function, "kind", kind, "outcome", outcome))
			.timer();
	}

	private static RegisteredFunction function(String name, FunctionKind kind) {
		return new RegisteredFunction(0, name, kind, ResolvableType.NONE, List.of());
	}

}
