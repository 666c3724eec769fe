package io.rpcparallel.worker;

import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.protocol.OverdueCallException;

/**
 * What happens to a worker that is served.
 */
public interface WorkerEvents {

	/**
	 * Somebody asked the worker to end.
	 */
	void shutdownRequested();

	/**
	 * The connection that initialised the worker has ended.
	 * @param lifetime when the worker ends by itself
	 */
	void initializerGone(WorkerLifetime lifetime);

	/**
	 * Something went wrong that is nobody's answer ({@code on_failure}): the worker has
	 * to end.
	 * @param where what failed, such as {@code one-way function 'log'}
	 * @param failure what was thrown
	 */
	void failed(String where, Throwable failure);

	/**
	 * A call holds a thread of the worker although its deadline and its grace are over:
	 * the worker has to end. Called on a thread that may block.
	 * @param failure which call, and what it does
	 */
	void overdue(OverdueCallException failure);

}
