package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerSlots}.
 */
class WorkerSlotsTests {

	private static final int SIZE = 3;

	private static final int METERS_OF_A_WORKER = 4;

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final WorkerSlots slots = new WorkerSlots(this.registry, this.table, SIZE);

	@Test
	void aWorkerHasTheMetersOfItsSlotWhileItLives() {
		TestWorker first = TestWorker.up(this.table, "one", 1).heard(7, 3000, 2000L);
		TestWorker second = TestWorker.up(this.table, "two", 2).heard(1, 500, null);
		this.slots.refresh();
		assertThat(value("calls", 0)).isEqualTo(7);
		assertThat(value("memory.heap", 0)).isEqualTo(3000);
		assertThat(value("memory.resident", 0)).isEqualTo(2000);
		assertThat(value("heartbeat.age", 0)).isBetween(0.0, 60.0);
		assertThat(value("memory.resident", 1)).isNaN();
		first.lost("killed");
		this.slots.refresh();
		assertThat(slotsOf("calls")).containsExactly("1");
		second.ended();
		this.slots.refresh();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void aFreeSlotIsForTheNextWorkerAndWhoHasOneKeepsIt() {
		TestWorker first = TestWorker.up(this.table, "one", 1).heard(1);
		TestWorker.up(this.table, "two", 2).heard(2);
		this.slots.refresh();
		first.ended();
		TestWorker.up(this.table, "three", 3).heard(3);
		this.slots.refresh();
		assertThat(value("calls", 0)).isEqualTo(3);
		assertThat(value("calls", 1)).isEqualTo(2);
	}

	@Test
	void workersThatAreServedOrWereNotHeardOfYetHaveNone() {
		TestWorker.served(this.table, "served");
		TestWorker.starting(this.table, "starting");
		this.slots.refresh();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	@Tag("G7")
	void thereAreNoMoreSeriesThanSlotsHoweverManyWorkersComeAndGo() {
		Deque<TestWorker> alive = new ArrayDeque<>();
		for (int i = 0; i < 10_000; i++) {
			alive.add(TestWorker.up(this.table, "worker-" + i, i));
			this.slots.refresh();
			if (alive.size() == SIZE + 2) {
				assertThat(this.registry.getMeters()).hasSize(SIZE * METERS_OF_A_WORKER);
				alive.remove().ended();
			}
		}
		assertThat(slotsOf("calls")).containsExactlyInAnyOrder("0", "1", "2");
	}

	private double value(String name, int slot) {
		return this.registry.get("rpc.parallel.worker." + name).tag("slot", String.valueOf(slot)).gauge().value();
	}

	private List<String> slotsOf(String name) {
		return this.registry.find("rpc.parallel.worker." + name)
			.gauges()
			.stream()
			.map(Gauge::getId)
			.map((Meter.Id id) -> id.getTag("slot"))
			.toList();
	}

}
