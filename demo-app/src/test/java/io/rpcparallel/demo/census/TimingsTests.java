package io.rpcparallel.demo.census;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimingsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Timings timings = new Timings(this.registry);

	@Test
	void printsWhatHasHappened() {
		this.registry.timer("rpc.parallel.spawns", "outcome", "success", "start", "cold")
			.record(Duration.ofMillis(3500));
		this.registry.timer("rpc.parallel.spawns", "outcome", "failure", "start", "cold");
		this.registry.timer("rpc.parallel.call", "function", "countClasses", "kind", "rpc", "outcome", "success")
			.record(Duration.ofMillis(100));
		this.registry.timer("rpc.parallel.call", "function", "countClasses", "kind", "rpc", "outcome", "success")
			.record(Duration.ofMillis(200));
		this.registry.timer("jvm.gc.pause").record(Duration.ofMillis(100));
		assertThat(this.timings.text()).isEqualToNormalizingNewlines("""
				Timed                                      Times     Mean    Total
				rpc.parallel.spawns (cold, success)            1  3.500 s  3.500 s
				rpc.parallel.call (countClasses, success)      2  0.150 s  0.300 s

				""");
	}

	@Test
	void printsNothingIfNoWorkerWasUsed() {
		this.registry.timer("rpc.parallel.spawns", "outcome", "success");
		assertThat(this.timings.text()).isEmpty();
	}

}
