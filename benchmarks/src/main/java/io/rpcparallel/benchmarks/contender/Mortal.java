package io.rpcparallel.benchmarks.contender;

import java.util.Optional;

/**
 * Has a worker or server process that may be killed.
 */
public interface Mortal extends Calls {

	/**
	 * Return the process that answers calls.
	 * @return the process, or empty if it is this one
	 */
	Optional<ProcessHandle> worker();

}
