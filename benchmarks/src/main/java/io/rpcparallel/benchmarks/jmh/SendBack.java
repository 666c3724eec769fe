package io.rpcparallel.benchmarks.jmh;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Sends a record back.
 */
@WorkerFunction
class SendBack implements StatelessRpcFunction<Reading, Reading> {

	@Override
	public Reading call(Reading reading) {
		return reading;
	}

}
