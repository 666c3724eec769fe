package io.rpcparallel.launch;

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

}
