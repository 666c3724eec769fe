package io.rpcparallel.benchmarks.contender.ours;

import reactor.core.publisher.Flux;

import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Counts from 0 on.
 */
@WorkerFunction
class Numbers implements StreamFunction<Object, Integer, Integer> {

	@Override
	public Flux<Integer> stream(Object state, Integer count) {
		return Flux.range(0, count);
	}

}
