package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;

/**
 * A worker as the page shows it.
 *
 * @param id its id
 * @param name its name
 * @param seat its colour, or {@code null} while it renders no tiles
 * @param state where it stands
 * @param pid its process id, or {@code null} while it has none
 * @param resident the memory of its process in bytes at its last heartbeat, or
 * {@code null} where it can't be told
 * @param heartbeatMillis how long ago it was last heard of, or {@code null} while it was
 * not
 * @param uptimeMillis how long ago it was asked for
 * @param inFlight how many tiles it has been given
 * @param rendered how many tiles it has rendered
 * @param end why it is lost, or {@code null} while it is not
 */
record WorkerView(UUID id, String name, @Nullable Integer seat, WorkerState state, @Nullable Long pid,
		@Nullable Long resident, @Nullable Long heartbeatMillis, long uptimeMillis, int inFlight, long rendered,
		@Nullable String end) {

	static WorkerView of(WorkerSnapshot worker, @Nullable CrewMember member) {
		VitalSigns signs = (worker.state() != WorkerState.LOST) ? worker.vitalSigns() : null;
		return new WorkerView(worker.id(), worker.name(), (member != null) ? member.seat() : null, worker.state(),
				worker.pid(), (signs != null) ? signs.resident() : null, millis(worker.lastHeartbeat()),
				worker.age().toMillis(), (member != null) ? member.inFlight() : 0,
				(member != null) ? member.rendered() : 0, worker.end());
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

}
