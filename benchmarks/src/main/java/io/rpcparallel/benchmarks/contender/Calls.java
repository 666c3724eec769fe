package io.rpcparallel.benchmarks.contender;

/**
 * Calls a function on a worker or server that is already up.
 */
public interface Calls extends Contender {

	/**
	 * Call and wait. A negative query is never answered.
	 * @param query a number
	 * @return the number after it
	 * @throws Exception if the call fails
	 */
	int call(int query) throws Exception;

	/**
	 * Call without waiting.
	 * @param query a number
	 * @param completion told the number after it
	 */
	void submit(int query, Completion completion);

	/**
	 * Have bytes sent back, without waiting.
	 * @param bytes the bytes, at most 1 MiB
	 * @param completion told how many came back
	 */
	void echo(byte[] bytes, Completion completion);

	/**
	 * Return what the process that answers has used so far.
	 * @return processor time and memory of that process
	 * @throws Exception if it can't be asked
	 */
	Vitals workerVitals() throws Exception;

}
