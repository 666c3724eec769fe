package io.rpcparallel.worker;

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
	 */
	void initializerGone();

}
