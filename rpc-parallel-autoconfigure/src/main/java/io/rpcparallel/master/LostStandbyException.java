package io.rpcparallel.master;

import java.time.Duration;

import io.rpcparallel.WorkerStartException;

/**
 * Thrown when a standby is gone that was to become a worker, before it was told which: so
 * another one can become it without anything being done twice.
 */
class LostStandbyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final WorkerStartException reason;

	// As of System.nanoTime()
	private final long deadline;

	/**
	 * Create an exception for a lost standby.
	 * @param cause how the loss was noticed
	 * @param left what is left of the time of the spawn, counted down from now on
	 */
	LostStandbyException(WorkerStartException cause, Duration left) {
		super(cause);
		this.reason = cause;
		this.deadline = System.nanoTime() + left.toNanos();
	}

	/**
	 * Return how the loss was noticed.
	 * @return the failure of a spawn that has no time left
	 */
	WorkerStartException reason() {
		return this.reason;
	}

	Duration left() {
		return Duration.ofNanos(this.deadline - System.nanoTime());
	}

}
