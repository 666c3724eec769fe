package io.rpcparallel.worker;

/**
 * A call that waits for its turn.
 */
interface QueuedCall extends Runnable {

	/**
	 * Its turn will never come, since the worker ends: whoever waits for its answer may
	 * know that it was not started.
	 */
	void neverStarted();

}
