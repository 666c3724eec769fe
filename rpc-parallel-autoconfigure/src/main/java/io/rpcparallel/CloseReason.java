package io.rpcparallel;

/**
 * Why a connection to a worker has ended.
 */
public enum CloseReason {

	/**
	 * It was closed in this process.
	 */
	CLOSED_HERE,

	/**
	 * The worker ended in good order, for instance since it was shut down.
	 */
	CLOSED_THERE,

	/**
	 * The worker died, or the connection broke.
	 */
	LOST

}
