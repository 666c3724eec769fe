package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;

/**
 * Gauges of all workers of this process together: {@code rpc.parallel.workers} with the
 * tag {@code state}, how many stand there, each state from the start, so that none is
 * ever missing; {@code rpc.parallel.calls.inflight} and {@code rpc.parallel.calls.queued}
 * for the calls that they have and those of them that wait; and
 * {@code rpc.parallel.heartbeat.age}, how long ago the one was heard of that was silent
 * longest.
 *
 * @since 0.1.0
 */
public final class WorkerMeters implements MeterBinder {

	private final WorkerTable table;

	/**
	 * Create the meters.
	 * @param table the workers
	 */
	public WorkerMeters(WorkerTable table) {
		this.table = table;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (WorkerState state : WorkerState.values()) {
			Gauge.builder("rpc.parallel.workers", () -> count(state))
				.description("Workers of this process by state")
				.baseUnit("workers")
				.tag("state", state.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
		Gauge.builder("rpc.parallel.calls.inflight", this::inFlight)
			.description("Calls that workers of this process have, running or waiting, as they last told")
			.baseUnit("calls")
			.register(registry);
		Gauge.builder("rpc.parallel.calls.queued", this.table::queued)
			.description("Calls that wait in workers of this process for their turn, as these last told")
			.baseUnit("calls")
			.register(registry);
		TimeGauge.builder("rpc.parallel.heartbeat.age", this::heartbeatAge, TimeUnit.NANOSECONDS)
			.description("Time since the worker was heard of that was silent longest")
			.register(registry);
	}

	private long count(WorkerState state) {
		return this.table.workers().stream().filter((worker) -> worker.state() == state).count();
	}

	private int inFlight() {
		return this.table.workers().stream().mapToInt(WorkerSnapshot::inFlight).sum();
	}

	private Number heartbeatAge() {
		return this.table.workers()
			.stream()
			.filter((worker) -> worker.state() != WorkerState.LOST)
			.map(WorkerSnapshot::lastHeartbeat)
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.map(Duration::toNanos)
			.orElse(0L);
	}

}
