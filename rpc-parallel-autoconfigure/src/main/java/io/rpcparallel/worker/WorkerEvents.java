package io.rpcparallel.worker;

import io.rpcparallel.WorkerLifetime;

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

}
