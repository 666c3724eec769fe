package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerMeters}.
 */
class WorkerMetersTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void everyStateIsThereFromTheStart() {
		new WorkerMeters(this.table).bindTo(this.registry);
		assertThat(gauges())
			.isEqualTo(Map.of("starting", 0.0, "standby", 0.0, "up", 0.0, "suspect", 0.0, "ending", 0.0, "lost", 0.0));
	}

	@Test
	@Tag("G7")
	void workersAreCountedByState() {
		new WorkerMeters(this.table).bindTo(this.registry);
		TestWorker first = TestWorker.up(this.table, "one", 1);
		TestWorker.up(this.table, "two", 2);
		TestWorker.starting(this.table, "three");
		TestWorker.up(this.table, "four", 4).ending();
		assertThat(gauges())
			.isEqualTo(Map.of("starting", 1.0, "standby", 0.0, "up", 2.0, "suspect", 0.0, "ending", 1.0, "lost", 0.0));
		first.lost("killed");
		assertThat(gauges())
			.isEqualTo(Map.of("starting", 1.0, "standby", 0.0, "up", 1.0, "suspect", 0.0, "ending", 1.0, "lost", 1.0));
	}

	@Test
	void callsAreCountedAndTheOldestHeartbeatIsTold() {
		new WorkerMeters(this.table).bindTo(this.registry);
		assertThat(this.registry.get("rpc.parallel.heartbeat.age").timeGauge().value()).isZero();
		TestWorker.up(this.table, "one", 1).heard(4);
		TestWorker.up(this.table, "two", 2).heard(2);
		TestWorker.up(this.table, "three", 3).heard(9).lost("killed");
		assertThat(this.registry.get("rpc.parallel.calls.inflight").gauge().value()).isEqualTo(6);
		assertThat(this.registry.get("rpc.parallel.calls.queued").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("rpc.parallel.heartbeat.age").timeGauge().value()).isBetween(0.0, 60.0);
	}

	private Map<String, Double> gauges() {
		Map<String, Double> values = new TreeMap<>();
		for (Gauge gauge : this.registry.get("rpc.parallel.workers").gauges()) {
			values.put(gauge.getId().getTag("state"), gauge.value());
		}
		return values;
	}

}
