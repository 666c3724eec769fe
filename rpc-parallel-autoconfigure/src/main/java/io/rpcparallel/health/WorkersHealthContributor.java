package io.rpcparallel.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.Status;

import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerTable;

/**
 * Health of the workers of this process, as they are at the moment of asking: one
 * component for each, under its name, and the component {@code workers}, which is always
 * {@code UP} and counts them. A worker is {@code UP} while it answers, {@code DOWN} if it
 * is lost or silent for long, and {@code UNKNOWN} while it waits as a standby or has just
 * fallen silent. While it starts or ends, it is what it was decided to be then.
 *
 * @since 0.1.0
 */
public final class WorkersHealthContributor implements CompositeHealthContributor {

	private static final String SUMMARY = "workers";

	private final WorkerTable table;

	private final @Nullable Duration heartbeatLimit;

	private final Status changing;

	/**
	 * Create a contributor.
	 * @param table the workers
	 * @param heartbeatLimit how old the last heartbeat of a worker that is {@code UP} may
	 * be, or {@code null} for five times its own interval
	 * @param changing the status of a worker that starts or was told to end
	 */
	public WorkersHealthContributor(WorkerTable table, @Nullable Duration heartbeatLimit, Status changing) {
		this.table = table;
		this.changing = changing;
		this.heartbeatLimit = heartbeatLimit;
	}

	/**
	 * Return the health of a worker.
	 * @param name the name of the component
	 * @return the health, or {@code null} if there is no such worker
	 */
	@Override
	public @Nullable HealthContributor getContributor(String name) {
		List<WorkerSnapshot> workers = this.table.workers();
		if (name.equals(SUMMARY)) {
			return new WorkersSummaryIndicator(workers);
		}
		WorkerSnapshot worker = ComponentNames.of(workers, SUMMARY).get(name);
		return (worker != null) ? indicator(worker) : null;
	}

	/**
	 * Return the health of all workers.
	 * @return the components, at least {@code workers}, since a composite of nothing has
	 * no health and a health group of it would not be found
	 */
	@Override
	public Stream<HealthContributors.Entry> stream() {
		List<WorkerSnapshot> workers = this.table.workers();
		Map<String, WorkerSnapshot> names = ComponentNames.of(workers, SUMMARY);
		return Stream.concat(Stream.of(new HealthContributors.Entry(SUMMARY, new WorkersSummaryIndicator(workers))),
				names.entrySet()
					.stream()
					.map((each) -> new HealthContributors.Entry(each.getKey(), indicator(each.getValue()))));
	}

	private WorkerHealthIndicator indicator(WorkerSnapshot worker) {
		return new WorkerHealthIndicator(worker, this.heartbeatLimit, this.changing);
	}

}
