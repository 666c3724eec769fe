package io.rpcparallel.worker;

import org.jspecify.annotations.Nullable;

/**
 * A call that is to have ended at its deadline.
 */
interface TimedCall {

	/**
	 * Return what is called.
	 * @return the name of the function
	 */
	String functionName();

	/**
	 * End the call, since its deadline has passed: nobody waits for an answer. What
	 * blocks is interrupted, what is reactive is cancelled. Nothing of the application
	 * may run on this thread.
	 */
	void expire();

	/**
	 * Return the thread that the call holds.
	 * @return a thread of the worker that executes the function, or {@code null} if there
	 * is none (any more)
	 */
	@Nullable Thread holder();

}
