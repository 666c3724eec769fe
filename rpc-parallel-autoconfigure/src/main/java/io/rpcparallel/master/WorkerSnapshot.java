package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.protocol.WorkerBranch;

/**
 * What a master knows of one of its workers at a moment.
 *
 * @param id the worker's id
 * @param name the worker's name
 * @param state where it stands
 * @param served whether it is served in this process
 * @param place where its process is, or {@code null} while it has none
 * @param startedAt when it was asked for
 * @param lastHeartbeat how long ago it was last heard of, or {@code null} while it was
 * not
 * @param heartbeatInterval how often it is to be heard of, or {@code null} while it was
 * not
 * @param inFlight how many calls it works on, as it last said
 * @param vitalSigns how it was when it was last heard of, or {@code null} while it was
 * not
 * @param workers the workers of its own, as it last said
 * @param end why it is lost, or {@code null} while it is not
 */
public record WorkerSnapshot(UUID id, String name, WorkerState state, boolean served, @Nullable Place place,
		Instant startedAt, @Nullable Duration lastHeartbeat, @Nullable Duration heartbeatInterval, int inFlight,
		@Nullable VitalSigns vitalSigns, List<WorkerBranch> workers, @Nullable String end) {

	/**
	 * Create a snapshot.
	 */
	public WorkerSnapshot {
		workers = List.copyOf(workers);
	}

	/**
	 * Return how long ago the worker was asked for.
	 * @return the time since then
	 */
	public Duration age() {
		return Duration.between(this.startedAt, Instant.now());
	}

	/**
	 * Return the worker's process id.
	 * @return the process id, or {@code null} while it has none
	 */
	public @Nullable Long pid() {
		return (this.place != null) ? this.place.pid() : null;
	}

	/**
	 * Where a worker's process is.
	 *
	 * @param pid its process id
	 * @param host the host it runs on
	 * @param launcher how it was started, such as {@code local process}
	 */
	public record Place(long pid, String host, String launcher) {

		/**
		 * Return the place of a worker that is served in this process.
		 * @return this process
		 */
		static Place here() {
			return new Place(ProcessHandle.current().pid(), "localhost", "served");
		}

	}

}
