package io.rpcparallel.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;

/**
 * Gauges {@code rpc.parallel.workers} with the tag {@code state}: how many workers of
 * this process stand there. Each state has its gauge from the start, so that none is ever
 * missing.
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
	}

	private long count(WorkerState state) {
		return this.table.workers().stream().filter((worker) -> worker.state() == state).count();
	}

}
