package io.rpcparallel.master;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

import io.rpcparallel.function.StateStream;

/**
 * Takes the first element of a stream for the snapshot, and leaves the others to whoever
 * subscribes to the updates. Nothing more is requested before that.
 *
 * @param <V> the snapshot
 * @param <U> the updates
 */
class StateSubscriber<V, U> extends BaseSubscriber<byte[]> {

	private final MonoSink<StateStream<V, U>> sink;

	private final Function<byte[], V> snapshot;

	private final Function<byte[], U> update;

	private final Object monitor = new Object();

	private boolean opened;

	private boolean ended;

	private @Nullable Throwable failure;

	private @Nullable CoreSubscriber<? super U> updates;

	// Whether who subscribed to the updates knows so
	private boolean subscribed;

	StateSubscriber(MonoSink<StateStream<V, U>> sink, Function<byte[], V> snapshot, Function<byte[], U> update) {
		this.sink = sink;
		this.snapshot = snapshot;
		this.update = update;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		this.sink.onCancel(this);
		subscription.request(1);
	}

	@Override
	protected void hookOnNext(byte[] element) {
		if (!this.opened) {
			V first = this.snapshot.apply(element);
			this.opened = true;
			Publisher<U> following = this::subscribeToUpdates;
			this.sink.success(new StateStream<>(first, Flux.from(following)));
			return;
		}
		CoreSubscriber<? super U> subscriber = this.updates;
		if (subscriber != null) {
			subscriber.onNext(this.update.apply(element));
		}
	}

	private void subscribeToUpdates(Subscriber<? super U> subscriber) {
		CoreSubscriber<? super U> actual = Operators.toCoreSubscriber(subscriber);
		synchronized (this.monitor) {
			if (this.updates != null) {
				Operators.error(actual, new IllegalStateException("The updates can be subscribed to only once"));
				return;
			}
			this.updates = actual;
		}
		actual.onSubscribe(new Demand());
		synchronized (this.monitor) {
			this.subscribed = true;
		}
		endIfOver();
	}

	@Override
	protected void hookOnComplete() {
		end(null);
	}

	@Override
	protected void hookOnError(Throwable failure) {
		end(failure);
	}

	private void end(@Nullable Throwable failure) {
		if (!this.opened) {
			this.sink
				.error((failure != null) ? failure : new IllegalStateException("The stream ended without a snapshot"));
			return;
		}
		synchronized (this.monitor) {
			this.ended = true;
			this.failure = failure;
		}
		endIfOver();
	}

	private void endIfOver() {
		CoreSubscriber<? super U> subscriber;
		synchronized (this.monitor) {
			if (!this.ended || !this.subscribed || this.updates == null) {
				return;
			}
			this.ended = false;
			subscriber = this.updates;
		}
		if (this.failure != null) {
			subscriber.onError(this.failure);
		}
		else {
			subscriber.onComplete();
		}
	}

	/**
	 * What the subscriber to the updates asks for.
	 */
	private final class Demand implements Subscription {

		@Override
		public void request(long n) {
			if (Operators.validate(n)) {
				upstream().request(n);
			}
		}

		@Override
		public void cancel() {
			StateSubscriber.this.cancel();
		}

	}

}
