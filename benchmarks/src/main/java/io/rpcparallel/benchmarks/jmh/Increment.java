package io.rpcparallel.benchmarks.jmh;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Gives the next number.
 */
@WorkerFunction
class Increment implements StatelessRpcFunction<Integer, Integer> {

	@Override
	public Integer call(Integer query) {
		return query + 1;
	}

}
