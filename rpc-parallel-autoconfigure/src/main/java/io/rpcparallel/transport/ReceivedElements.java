package io.rpcparallel.transport;

import java.util.function.Consumer;

import io.rsocket.Payload;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Takes the elements out of payloads. Demand is a number of elements on both sides.
 */
final class ReceivedElements implements CoreSubscriber<Payload>, Subscription, Consumer<byte[]> {

	private final CoreSubscriber<? super byte[]> actual;

	private Subscription upstream = Operators.emptySubscription();

	private boolean ended;

	private volatile boolean cancelled;

	private ReceivedElements(CoreSubscriber<? super byte[]> actual) {
		this.actual = actual;
	}

	/**
	 * Read payloads.
	 * @param payloads the payloads
	 * @return their elements; ends as its other side has said it
	 */
	static Flux<byte[]> of(Flux<Payload> payloads) {
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super byte[]> actual) {
				payloads.subscribe(new ReceivedElements(actual));
			}

		};
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
	public void request(long n) {
		this.upstream.request(n);
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.upstream.cancel();
	}

	@Override
	public void onNext(Payload payload) {
		if (this.ended) {
			return;
		}
		try {
			PayloadLayout.readElements(payload, this);
		}
		catch (Throwable ex) {
			Exceptions.throwIfFatal(ex);
			this.upstream.cancel();
			onError(ex);
		}
	}

	@Override
	public void accept(byte[] element) {
		if (!this.cancelled) {
			this.actual.onNext(element);
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (!this.ended) {
			this.ended = true;
			this.actual.onError(ErrorFrames.fromFrame(failure));
		}
	}

	@Override
	public void onComplete() {
		if (!this.ended) {
			this.ended = true;
			this.actual.onComplete();
		}
	}

}
