package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;

/**
 * Meters of single workers in processes of their own. Their tag is the {@code slot} that
 * a worker has while it lives, the lowest that is free, so that there are no more series
 * than slots however many workers come and go. The meters of a slot are removed with its
 * worker. Workers that find no free slot have none.
 *
 * @since 0.1.0
 */
public final class WorkerSlots {

	private static final String PREFIX = "rpc.parallel.worker.";

	private final MeterRegistry registry;

	private final WorkerTable table;

	private final int size;

	private final Object monitor = new Object();

	private final Map<Integer, Slot> slots = new HashMap<>();

	/**
	 * Create slots.
	 * @param registry where the meters are registered
	 * @param table the workers
	 * @param size how many slots there are
	 */
	public WorkerSlots(MeterRegistry registry, WorkerTable table, int size) {
		this.registry = registry;
		this.table = table;
		this.size = size;
	}

	/**
	 * Empty the slots of workers that are gone, and give those that are free to workers
	 * that have none.
	 */
	public void refresh() {
		synchronized (this.monitor) {
			Set<UUID> alive = this.table.workers()
				.stream()
				.filter((worker) -> !worker.served() && worker.state() != WorkerState.LOST)
				// Of one whose start fails before that nobody tells
				.filter((worker) -> worker.lastHeartbeat() != null)
				.map(WorkerSnapshot::id)
				.collect(Collectors.toCollection(LinkedHashSet::new));
			this.slots.values().removeIf((slot) -> !alive.remove(slot.workerId()) && remove(slot));
			// Those that have no slot are left
			alive.forEach(this::add);
		}
	}

	private boolean remove(Slot slot) {
		slot.meters().forEach(this.registry::remove);
		return true;
	}

	private void add(UUID workerId) {
		for (int number = 0; number < this.size; number++) {
			if (!this.slots.containsKey(number)) {
				this.slots.put(number, new Slot(workerId, meters(workerId, String.valueOf(number))));
				return;
			}
		}
	}

	private List<Meter> meters(UUID workerId, String slot) {
		return List.of(
				gauge("memory.resident", "bytes", "Memory that the process of a worker has in all", slot,
						() -> sign(workerId, VitalSigns::resident)),
				gauge("memory.heap", "bytes", "Heap in use of a worker", slot,
						() -> sign(workerId, VitalSigns::heapUsed)),
				gauge("calls", "calls", "Calls that a worker has, running or waiting", slot,
						() -> sign(workerId, VitalSigns::inFlight)),
				TimeGauge.builder(PREFIX + "heartbeat.age", () -> heartbeatAge(workerId), TimeUnit.NANOSECONDS)
					.description("Time since a worker was last heard of")
					.tag("slot", slot)
					.register(this.registry));
	}

	private Gauge gauge(String name, String unit, String description, String slot, Supplier<Number> value) {
		return Gauge.builder(PREFIX + name, value)
			.baseUnit(unit)
			.description(description)
			.tag("slot", slot)
			.register(this.registry);
	}

	private Number sign(UUID workerId, Function<VitalSigns, @Nullable Number> sign) {
		VitalSigns signs = this.table.vitalSigns(workerId);
		Number value = (signs != null) ? sign.apply(signs) : null;
		return (value != null) ? value : Double.NaN;
	}

	private Number heartbeatAge(UUID workerId) {
		for (WorkerSnapshot worker : this.table.workers()) {
			Duration age = worker.lastHeartbeat();
			if (worker.id().equals(workerId) && age != null) {
				return age.toNanos();
			}
		}
		return Double.NaN;
	}

	/**
	 * A slot that is taken.
	 *
	 * @param workerId who has it
	 * @param meters the meters of that worker
	 */
	private record Slot(UUID workerId, List<Meter> meters) {

	}

}
