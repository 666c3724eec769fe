package io.rpcparallel.benchmarks.contender;

/**
 * Told how one of several calls under way has ended.
 */
public interface Completion {

	/**
	 * The call has answered.
	 * @param answer the answer, or the size of the answer in bytes
	 */
	void done(long answer);

	/**
	 * The call has failed.
	 * @param ex why
	 */
	void failed(Throwable ex);

}
