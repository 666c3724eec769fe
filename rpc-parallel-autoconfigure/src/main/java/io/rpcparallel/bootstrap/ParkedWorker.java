package io.rpcparallel.bootstrap;

import java.time.Duration;

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
	 * Return how long the worker may take to end once its master does not hold it any
	 * more.
	 * @param masterGone whether the master's process has ended; otherwise it waits
	 * @return the time until it is ended by force
	 */
	Duration orphanTime(boolean masterGone);

	/**
	 * Return whether the worker stays although its master is gone.
	 * @return {@code true} if it ends only when it is told to
	 */
	boolean outlivesMaster();

}
