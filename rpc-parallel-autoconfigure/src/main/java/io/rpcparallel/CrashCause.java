package io.rpcparallel;

/**
 * What ended a worker, or the connection to it. The first cause counts: that a worker
 * which fell silent was killed afterwards is a consequence.
 *
 * @since 0.1.0
 */
public enum CrashCause {

	/**
	 * It was told to end, or its connection was closed: no crash, but calls on it have no
	 * answer.
	 */
	ENDED,

	/**
	 * Its process ended with an exit code, and nothing tells why.
	 */
	EXITED,

	/**
	 * Code of the application called {@link System#exit}.
	 */
	EXIT_CALLED,

	/**
	 * A signal that asks a process to end reached it, such as {@code SIGTERM}, which was
	 * not sent from here.
	 */
	TERMINATED,

	/**
	 * {@code SIGKILL}, or an exit with the same code: somebody wanted it, here, which the
	 * description says, or elsewhere.
	 */
	KILLED,

	/**
	 * The kernel killed it, since its control group had used up its memory.
	 */
	KILLED_FOR_MEMORY,

	/**
	 * It gave no sign of life for too long and was killed by its master.
	 */
	SILENT,

	/**
	 * Something in it failed that was nobody's answer, such as a background thread.
	 */
	FAILED,

	/**
	 * A call held a thread of it after its deadline, whatever was done to that call, so
	 * it was killed. Its other calls are collateral.
	 */
	OVERDUE,

	/**
	 * Its heap was used up.
	 */
	HEAP_EXHAUSTED,

	/**
	 * The memory for its classes was used up.
	 */
	METASPACE_EXHAUSTED,

	/**
	 * The memory outside the heap was used up, that of direct buffers.
	 */
	DIRECT_MEMORY_EXHAUSTED,

	/**
	 * No further thread could be started.
	 */
	THREADS_EXHAUSTED,

	/**
	 * The JVM crashed, for instance in native code.
	 */
	CRASHED,

	/**
	 * The connection ended while nothing is known of an end of the process.
	 */
	CONNECTION_LOST

}
