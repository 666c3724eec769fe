package io.rpcparallel.bootstrap;

import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerExitCode;

/**
 * What a worker's main thread does instead of running the application. The serving side
 * implements it, so that the bootstrap need not know it.
 */
public interface ParkedWorker {

	/**
	 * Work until the end. Blocks the calling thread.
	 * @param assignment what the worker is to be
	 * @return why it ended
	 */
	WorkerExitCode run(WorkerAssignment assignment);

	/**
	 * End the worker, from any thread.
	 * @param code why it is to end
	 */
	void end(WorkerExitCode code);

	/**
	 * The application context is closed.
	 */
	void closed();

	/**
	 * Return whether the worker stays although its master is gone.
	 * @return {@code true} if it ends only when it is told to
	 */
	boolean outlivesMaster();

}
