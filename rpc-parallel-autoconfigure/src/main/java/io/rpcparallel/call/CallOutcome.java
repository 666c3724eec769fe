package io.rpcparallel.call;

/**
 * How a call ended.
 */
public enum CallOutcome {

	/**
	 * It was answered; a stream has ended.
	 */
	SUCCESS,

	/**
	 * The function threw.
	 */
	THREW,

	/**
	 * The worker or the connection ended first.
	 */
	LOST,

	/**
	 * Its time was up.
	 */
	TIMEOUT,

	/**
	 * The caller gave it up.
	 */
	CANCELLED,

	/**
	 * It could not be made or read, for instance since a message was too large or the
	 * caller's own stream has failed.
	 */
	REFUSED

}
