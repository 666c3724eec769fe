package io.rpcparallel.master;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.rpcparallel.RemoteFunctionException;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerTimeoutException;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.CallerObservation;
import io.rpcparallel.call.StreamElements;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Tells those who observe calls of the calls to one worker.
 */
class CallObserver {

	private final CallObservations observations;

	private final StreamElements elements;

	private final Worker<?> worker;

	/**
	 * Create an observer.
	 * @param observations who is told of calls
	 * @param elements who is told of the elements of streams
	 * @param worker the worker
	 */
	CallObserver(CallObservations observations, StreamElements elements, Worker<?> worker) {
		this.observations = observations;
		this.elements = elements;
		this.worker = worker;
	}

	/**
	 * A call begins. Costs nothing if nobody observes.
	 * @param function what is called
	 * @param caller waits for the answer
	 * @return follows the call
	 */
	CallerObservation begin(RegisteredFunction function, CoreSubscriber<?> caller) {
		return (this.observations != CallObservations.NONE) ? begin(function, caller.currentContext())
				: CallerObservation.NONE;
	}

	private CallerObservation begin(RegisteredFunction function, ContextView context) {
		return this.observations.calling(function, this.worker.name(), this.worker.id(), context);
	}

	<T> Mono<T> observeOne(RegisteredFunction function, ContextView context,
			Function<byte @Nullable [], Mono<T>> call) {
		CallerObservation observation = begin(function, context);
		Mono<T> made = make(observation, call);
		return (observation != CallerObservation.NONE)
				? made.doOnSuccess((result) -> observation.ended(CallOutcome.SUCCESS, null))
					.doOnError((ex) -> failed(observation, ex))
					.doOnCancel(() -> observation.ended(CallOutcome.CANCELLED, null))
				: made;
	}

	<T> Flux<T> observeMany(RegisteredFunction function, ContextView context,
			Function<byte @Nullable [], Flux<T>> call) {
		CallerObservation observation = begin(function, context);
		Flux<T> made = make(observation, call);
		return (observation != CallerObservation.NONE)
				? made.doOnComplete(() -> observation.ended(CallOutcome.SUCCESS, null))
					.doOnError((ex) -> failed(observation, ex))
					.doOnCancel(() -> observation.ended(CallOutcome.CANCELLED, null))
				: made;
	}

	private static <T> T make(CallerObservation observation, Function<byte @Nullable [], T> call) {
		try {
			return call.apply(observation.headers().encode());
		}
		catch (Throwable ex) {
			failed(observation, ex);
			throw ex;
		}
	}

	static void failed(CallerObservation observation, Throwable failure) {
		if (observation != CallerObservation.NONE) {
			observation.ended(outcome(failure), failure);
		}
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

	void received(RegisteredFunction function) {
		this.elements.received(function);
	}

	void sent(RegisteredFunction function) {
		this.elements.sent(function);
	}

}
