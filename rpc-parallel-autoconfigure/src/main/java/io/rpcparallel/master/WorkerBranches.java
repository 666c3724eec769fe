package io.rpcparallel.master;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.protocol.WorkerBranch;

/**
 * Puts the workers of a table and those below them into the form in which a worker tells
 * its master of them: no more than {@value WorkerBranch#MOST}, the nearer ones first.
 */
public final class WorkerBranches {

	private static final int MAX_LENGTH = 500;

	private WorkerBranches() {
	}

	/**
	 * Tell of workers.
	 * @param workers the workers
	 * @return the workers with those below them
	 */
	public static List<WorkerBranch> of(List<WorkerSnapshot> workers) {
		List<WorkerSnapshot> own = workers.stream().limit(WorkerBranch.MOST).toList();
		int left = WorkerBranch.MOST - own.size();
		List<WorkerBranch> branches = new ArrayList<>();
		for (WorkerSnapshot worker : own) {
			int below = count(worker.workers());
			boolean fits = below <= left;
			branches.add(of(worker, fits ? worker.workers() : List.of()));
			left -= fits ? below : 0;
		}
		return branches;
	}

	private static int count(List<WorkerBranch> branches) {
		return branches.stream().mapToInt((branch) -> 1 + count(branch.workers())).sum();
	}

	private static WorkerBranch of(WorkerSnapshot worker, List<WorkerBranch> below) {
		return new WorkerBranch(worker.id(), worker.name(), worker.state().name(), worker.served(), worker.pid(),
				worker.startedAt(), worker.lastHeartbeat(), worker.inFlight(), resident(worker.vitalSigns()),
				(worker.end() != null) ? StringUtils.truncate(worker.end(), MAX_LENGTH) : null, below);
	}

	private static @Nullable Long resident(@Nullable VitalSigns vitalSigns) {
		return (vitalSigns != null) ? vitalSigns.resident() : null;
	}

}
