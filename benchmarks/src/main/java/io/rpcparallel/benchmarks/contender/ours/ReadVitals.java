package io.rpcparallel.benchmarks.contender.ours;

import io.rpcparallel.benchmarks.contender.Vitals;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Says what the worker has used.
 */
@WorkerFunction
class ReadVitals implements StatelessRpcFunction<Integer, Vitals> {

	@Override
	public Vitals call(Integer query) {
		return Vitals.ofThisProcess();
	}

}
