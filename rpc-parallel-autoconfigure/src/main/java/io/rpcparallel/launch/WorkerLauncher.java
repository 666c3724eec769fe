package io.rpcparallel.launch;

import java.util.Optional;

import io.rpcparallel.WorkerStartException;

/**
 * Makes worker processes. Implement it to start workers somewhere else than next to this
 * process; {@link LocalProcessLauncher} is the default.
 *
 * @since 0.1.0
 */
public interface WorkerLauncher {

	/**
	 * Start a worker's process and hand it its assignment. Returns as soon as the process
	 * exists, without waiting for it to come to life.
	 * @param request what to start
	 * @return the process
	 * @throws WorkerStartException if there is no process; then nothing of it is left
	 */
	LaunchedWorker launch(LaunchRequest request);

	/**
	 * Return what would make workers start faster that are like one that has come up. By
	 * default there is nothing.
	 * @param request what the worker was started by
	 * @return a training that was not given out before, or empty if there is none
	 */
	default Optional<StartupTraining> training(LaunchRequest request) {
		return Optional.empty();
	}

}
