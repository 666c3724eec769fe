package io.rpcparallel.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;

/**
 * A sign of life of a worker.
 *
 * @param vitalSigns how it is
 * @param workers the workers of its own, which nearly none has
 */
public record Heartbeat(VitalSigns vitalSigns, @Nullable List<WorkerBranch> workers) {

	/**
	 * Create a sign of life.
	 */
	public Heartbeat {
		workers = (workers != null) ? List.copyOf(workers) : null;
	}

}
