package io.rpcparallel;

import org.jspecify.annotations.Nullable;

/**
 * Root of what can go wrong between a master and its workers. Unchecked; its message says
 * what happened and what to do next.
 *
 * @since 0.1.0
 */
public abstract class WorkerException extends RuntimeException {

	private final String workerName;

	/**
	 * Create an exception about a worker.
	 * @param workerName the name of the worker that it is about
	 * @param message what happened
	 * @param cause the cause, if another exception is
	 */
	protected WorkerException(String workerName, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.workerName = workerName;
	}

	/**
	 * Return the worker that the exception is about.
	 * @return the name of the worker
	 */
	public String getWorkerName() {
		return this.workerName;
	}

}
