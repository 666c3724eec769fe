package io.rpcparallel.master;

/**
 * Where a worker stands, as its master sees it.
 */
public enum WorkerState {

	/**
	 * Its process was asked for, and it is not ready yet.
	 */
	STARTING,

	/**
	 * It waits, started, for a spawn that it is handed to.
	 */
	STANDBY,

	/**
	 * It answers.
	 */
	UP,

	/**
	 * It has fallen silent, and is {@link #UP} again if it is heard again before it is
	 * given up.
	 */
	SUSPECT,

	/**
	 * It was told to end, by its master or by a signal, or says that it does, and is not
	 * gone yet.
	 */
	ENDING,

	/**
	 * It ended, or its heartbeat stopped, without having been told to.
	 */
	LOST

}
