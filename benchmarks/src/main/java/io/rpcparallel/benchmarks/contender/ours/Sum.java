package io.rpcparallel.benchmarks.contender.ours;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Adds up.
 */
@WorkerFunction
class Sum implements UploadFunction<Object, Integer, Integer, Long> {

	@Override
	public Mono<Long> receive(Object state, Integer first, Flux<Integer> numbers) {
		return numbers.reduce((long) first, Long::sum);
	}

}
