package io.rpcparallel.master;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.RemoteFunctionException;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerTimeoutException;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Tells the listener how calls end.
 */
class CallObserver {

	private final MasterListener listener;

	CallObserver(MasterListener listener) {
		this.listener = listener;
	}

	<T> Mono<T> observe(RegisteredFunction function, Mono<T> call) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			return call.doOnSuccess((result) -> called(function, start, CallOutcome.SUCCESS))
				.doOnError((ex) -> called(function, start, outcome(ex)))
				.doOnCancel(() -> called(function, start, CallOutcome.CANCELLED));
		});
	}

	<T> Flux<T> observe(RegisteredFunction function, Flux<T> call) {
		return Flux.defer(() -> {
			long start = System.nanoTime();
			return call.doOnComplete(() -> called(function, start, CallOutcome.SUCCESS))
				.doOnError((ex) -> called(function, start, outcome(ex)))
				.doOnCancel(() -> called(function, start, CallOutcome.CANCELLED));
		});
	}

	private void called(RegisteredFunction function, long start, CallOutcome outcome) {
		this.listener.called(function, Duration.ofNanos(System.nanoTime() - start), outcome);
	}

	private static CallOutcome outcome(Throwable failure) {
		if (failure instanceof RemoteFunctionException) {
			return CallOutcome.THREW;
		}
		if (failure instanceof WorkerTimeoutException) {
			return CallOutcome.TIMEOUT;
		}
		return (failure instanceof WorkerLostException) ? CallOutcome.LOST : CallOutcome.REFUSED;
	}

}
