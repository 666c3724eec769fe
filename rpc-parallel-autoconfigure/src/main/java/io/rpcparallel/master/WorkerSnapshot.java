package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a master knows of one of its workers at a moment.
 *
 * @param id the worker's id
 * @param name the worker's name
 * @param state where it stands
 * @param served whether it is served in this process
 * @param pid its process id, or {@code null} while it has none
 * @param startedAt when it was asked for
 * @param lastHeartbeat how long ago it was last heard of, or {@code null} while it was
 * not
 * @param heartbeatInterval how often it is to be heard of, or {@code null} while it was
 * not
 * @param inFlight how many calls it works on, as it last said
 * @param end why it is lost, or {@code null} while it is not
 */
public record WorkerSnapshot(UUID id, String name, WorkerState state, boolean served, @Nullable Long pid,
		Instant startedAt, @Nullable Duration lastHeartbeat, @Nullable Duration heartbeatInterval, int inFlight,
		@Nullable String end) {

	/**
	 * Return how long ago the worker was asked for.
	 * @return the time since then
	 */
	public Duration age() {
		return Duration.between(this.startedAt, Instant.now());
	}

}
