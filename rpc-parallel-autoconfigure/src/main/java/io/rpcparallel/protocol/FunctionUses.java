package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.List;

/**
 * How a worker's functions were used since its start, by whoever called them.
 *
 * @param functions the functions that were, in the order of their numbers
 */
public record FunctionUses(List<FunctionUse> functions) {

	/**
	 * Create uses.
	 */
	public FunctionUses {
		functions = List.copyOf(functions);
	}

	/**
	 * How one function was used.
	 *
	 * @param function the number of the function
	 * @param calls how many calls of it have ended
	 * @param failures how many of these failed
	 * @param total how long they took together, in the worker; those that answer once
	 * without waiting for their turn
	 * @param longest how long the longest took
	 */
	public record FunctionUse(int function, long calls, long failures, Duration total, Duration longest) {

	}

}
