package io.rpcparallel.master;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.CallerObservation;

/**
 * Waits for the answer to a call that is observed, for its caller.
 *
 * @param <T> the answer
 */
final class ObservedSubscriber<T> implements CoreSubscriber<T>, Subscription {

	private final CallerObservation observation;

	private final CoreSubscriber<? super T> actual;

	private Subscription upstream = Operators.emptySubscription();

	private ObservedSubscriber(CallerObservation observation, CoreSubscriber<? super T> actual) {
		this.observation = observation;
		this.actual = actual;
	}

	static <T> CoreSubscriber<? super T> of(CallerObservation observation, CoreSubscriber<? super T> actual) {
		return (observation != CallerObservation.NONE) ? new ObservedSubscriber<>(observation, actual) : actual;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		this.actual.onSubscribe(this);
	}

	@Override
	public void onNext(T answer) {
		this.observation.ended(CallOutcome.SUCCESS, null);
		this.actual.onNext(answer);
	}

	@Override
	public void onComplete() {
		this.observation.ended(CallOutcome.SUCCESS, null);
		this.actual.onComplete();
	}

	@Override
	public void onError(Throwable failure) {
		CallObserver.failed(this.observation, failure);
		this.actual.onError(failure);
	}

	@Override
	public void request(long n) {
		this.upstream.request(n);
	}

	@Override
	public void cancel() {
		this.observation.ended(CallOutcome.CANCELLED, null);
		this.upstream.cancel();
	}

}
