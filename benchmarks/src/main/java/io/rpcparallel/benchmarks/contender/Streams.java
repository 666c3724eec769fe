package io.rpcparallel.benchmarks.contender;

/**
 * Has streams of ints.
 */
public interface Streams extends Contender {

	/**
	 * Receive the ints from 0 on and wait for the last.
	 * @param count how many
	 * @return the sum of all
	 * @throws Exception if the stream fails
	 */
	long toMaster(int count) throws Exception;

	/**
	 * Send the ints from 0 on and wait until they have been added up.
	 * @param count how many
	 * @return the sum of all, made by the receiver
	 * @throws Exception if the stream fails
	 */
	long toWorker(int count) throws Exception;

}
