package io.rpcparallel.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A worker and the workers below it, as the master of it tells its own master.
 *
 * @param id the worker's id
 * @param name the worker's name
 * @param state where it stands
 * @param served whether it is served in the process of its master
 * @param pid its process id, or {@code null} while it has none
 * @param startedAt when it was asked for
 * @param lastHeartbeat how long ago it was last heard of, or {@code null} while it was
 * not
 * @param inFlight how many calls it works on, as it last said
 * @param resident the memory of its process in bytes, or {@code null} where it is not
 * known
 * @param end why it is lost, or {@code null} while it is not
 * @param workers the workers of its own
 */
public record WorkerBranch(UUID id, String name, String state, boolean served, @Nullable Long pid, Instant startedAt,
		@Nullable Duration lastHeartbeat, int inFlight, @Nullable Long resident, @Nullable String end,
		List<WorkerBranch> workers) {

	/**
	 * How many workers a worker tells of, those of its workers included, so that a
	 * heartbeat stays small.
	 */
	public static final int MOST = 200;

	/**
	 * Create a branch.
	 */
	public WorkerBranch {
		workers = List.copyOf(workers);
	}

}
