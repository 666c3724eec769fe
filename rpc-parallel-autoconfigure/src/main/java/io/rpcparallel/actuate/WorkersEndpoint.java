package io.rpcparallel.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;

/**
 * Endpoint that lists the workers of this process: those that start, live, end, and were
 * lost a short while ago. It changes nothing, and shows nothing that lets one connect to
 * a worker.
 *
 * @since 0.1.0
 */
@Endpoint(id = "workers")
public final class WorkersEndpoint {

	private final WorkerTable table;

	/**
	 * Create an endpoint.
	 * @param table the workers
	 */
	public WorkersEndpoint(WorkerTable table) {
		this.table = table;
	}

	/**
	 * List the workers.
	 * @return the workers as they are now, in the order they were asked for
	 */
	@ReadOperation
	public WorkersDescriptor workers() {
		return new WorkersDescriptor(this.table.workers().stream().map(WorkerDescriptor::of).toList());
	}

	/**
	 * The workers of this process.
	 *
	 * @param workers the workers, in the order they were asked for
	 */
	public record WorkersDescriptor(List<WorkerDescriptor> workers) implements OperationResponseBody {

	}

	/**
	 * A worker of this process. What is {@code null} is left out. Durations have
	 * milliseconds and are written as ISO-8601 does, such as {@code PT1M2.345S}.
	 *
	 * @param id the worker's id
	 * @param name the worker's name, which others may have too
	 * @param state where it stands
	 * @param served whether it is served in this process
	 * @param pid its process id, or {@code null} while it has none
	 * @param startedAt when it was asked for
	 * @param uptime how long ago that was, or {@code null} if it is lost
	 * @param lastHeartbeat how long ago it was last heard of, or {@code null} while it
	 * was not
	 * @param inFlight how many calls it works on, as it last said
	 * @param end why it is lost, or {@code null} while it is not
	 */
	public record WorkerDescriptor(UUID id, String name, WorkerState state, boolean served, @Nullable Long pid,
			Instant startedAt, @Nullable Duration uptime, @Nullable Duration lastHeartbeat, int inFlight,
			@Nullable String end) {

		static WorkerDescriptor of(WorkerSnapshot worker) {
			Duration uptime = (worker.state() != WorkerState.LOST) ? worker.age() : null;
			return new WorkerDescriptor(worker.id(), worker.name(), worker.state(), worker.served(), worker.pid(),
					worker.startedAt().truncatedTo(ChronoUnit.MILLIS), millis(uptime), millis(worker.lastHeartbeat()),
					worker.inFlight(), worker.end());
		}

		private static @Nullable Duration millis(@Nullable Duration duration) {
			return (duration != null) ? duration.truncatedTo(ChronoUnit.MILLIS) : null;
		}

	}

}
