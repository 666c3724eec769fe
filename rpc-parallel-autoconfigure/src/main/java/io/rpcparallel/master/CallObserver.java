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
			return call.doOnSuccess((result) -> succeeded(function, start))
				.doOnError((ex) -> failed(function, start, ex))
				.doOnCancel(() -> cancelled(function, start));
		});
	}

	<T> Flux<T> observe(RegisteredFunction function, Flux<T> call) {
		return Flux.defer(() -> {
			long start = System.nanoTime();
			return call.doOnComplete(() -> succeeded(function, start))
				.doOnError((ex) -> failed(function, start, ex))
				.doOnCancel(() -> cancelled(function, start));
		});
	}

	void succeeded(RegisteredFunction function, long start) {
		called(function, start, CallOutcome.SUCCESS);
	}

	void failed(RegisteredFunction function, long start, Throwable failure) {
		called(function, start, outcome(failure));
	}

	void cancelled(RegisteredFunction function, long start) {
		called(function, start, CallOutcome.CANCELLED);
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
