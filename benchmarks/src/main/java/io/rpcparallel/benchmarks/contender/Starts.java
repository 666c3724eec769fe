package io.rpcparallel.benchmarks.contender;

/**
 * Starts processes that answer.
 */
public interface Starts extends Contender {

	/**
	 * Wait until nothing of earlier starts is under way any more.
	 * @throws Exception if that does not come about
	 */
	default void settle() throws Exception {
	}

	/**
	 * Start processes at once and wait until each has given its first answer.
	 * @param count how many
	 * @return the processes, which live on
	 * @throws Exception if one does not start
	 */
	Fleet start(int count) throws Exception;

}
