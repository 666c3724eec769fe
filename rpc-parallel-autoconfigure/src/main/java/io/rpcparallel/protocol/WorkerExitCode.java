package io.rpcparallel.protocol;

/**
 * With what code a worker's process ends when it ends itself. Chosen from the end of the
 * range, where they are not mistaken for an application's own.
 */
public enum WorkerExitCode {

	/**
	 * It was told to end, or its connection was closed.
	 */
	ENDED(0),

	/**
	 * Its application context could not be started.
	 */
	FAILED(1),

	/**
	 * Its JVM exited, by a signal or since its application called {@link System#exit},
	 * and was ended since that took too long. In time, it ends with its own exit code.
	 */
	EXITED(248),

	/**
	 * One of its calls held a thread after its deadline, whatever was done to it.
	 */
	OVERDUE(249),

	/**
	 * It was started as a worker but nobody gave it an assignment.
	 */
	NO_ASSIGNMENT(250),

	/**
	 * The master refused it, for instance for other functions.
	 */
	REFUSED(251),

	/**
	 * It could not reach the master.
	 */
	NO_MASTER(252),

	/**
	 * Its master was gone.
	 */
	ORPHANED(253),

	/**
	 * Something in it failed that was nobody's answer, such as a background thread.
	 */
	UNHANDLED_FAILURE(254);

	private final int code;

	WorkerExitCode(int code) {
		this.code = code;
	}

	/**
	 * Return the exit code.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

}
