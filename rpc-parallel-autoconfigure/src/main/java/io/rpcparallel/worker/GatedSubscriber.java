package io.rpcparallel.worker;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Hands a caller's stream to a function by turns with the worker's other calls.
 *
 * @param <T> the elements
 */
final class GatedSubscriber<T> implements CoreSubscriber<T> {

	private final CoreSubscriber<? super T> actual;

	private final CallBody body;

	private GatedSubscriber(CoreSubscriber<? super T> actual, CallBody body) {
		this.actual = actual;
		this.body = body;
	}

	static <T> Flux<T> gate(Flux<T> source, CallBody body) {
		return Flux
			.from(Operators.<T, T>lift((scannable, actual) -> new GatedSubscriber<T>(actual, body)).apply(source));
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.actual.onSubscribe(subscription);
	}

	@Override
	public void onNext(T element) {
		this.body.deliver(() -> this.actual.onNext(element));
	}

	@Override
	public void onError(Throwable failure) {
		this.body.deliver(() -> this.actual.onError(failure));
	}

	@Override
	public void onComplete() {
		this.body.deliver(this.actual::onComplete);
	}

}
