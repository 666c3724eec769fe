package io.rpcparallel.benchmarks.contender.ours;

import java.util.concurrent.CountDownLatch;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Gives the next number; a negative one is never answered.
 */
@WorkerFunction
class Increment implements StatelessRpcFunction<Integer, Integer> {

	@Override
	public Integer call(Integer query) throws InterruptedException {
		if (query < 0) {
			new CountDownLatch(1).await();
		}
		return query + 1;
	}

}
