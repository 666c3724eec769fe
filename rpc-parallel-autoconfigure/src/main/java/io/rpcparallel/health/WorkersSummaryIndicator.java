package io.rpcparallel.health;

import java.util.List;
import java.util.Locale;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;

/**
 * How many workers there are in each state.
 */
class WorkersSummaryIndicator implements HealthIndicator {

	private final List<WorkerSnapshot> workers;

	WorkersSummaryIndicator(List<WorkerSnapshot> workers) {
		this.workers = workers;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up();
		for (WorkerState state : WorkerState.values()) {
			health.withDetail(state.name().toLowerCase(Locale.ROOT),
					this.workers.stream().filter((worker) -> worker.state() == state).count());
		}
		return health.build();
	}

}
