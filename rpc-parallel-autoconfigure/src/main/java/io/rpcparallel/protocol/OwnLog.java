package io.rpcparallel.protocol;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

/**
 * Tells what is logged while records of this process's own log are handed to somebody. If
 * it were taken too, it would be handed to him next, and so on without end.
 */
public final class OwnLog {

	private static final ThreadLocal<Boolean> DELIVERING = new ThreadLocal<>();

	private OwnLog() {
	}

	/**
	 * Return whether a record of this process's own log is being handed to somebody.
	 * @return whether this thread does that
	 */
	public static boolean isBeingDelivered() {
		return DELIVERING.get() != null;
	}

	/**
	 * Mark the threads that hand on records.
	 * @param records the records of this process's own log
	 * @param <T> the records
	 * @return the same records
	 */
	public static <T> Flux<T> delivered(Flux<T> records) {
		return new FluxOperator<T, T>(records) {

			@Override
			public void subscribe(CoreSubscriber<? super T> subscriber) {
				this.source.subscribe(new Marking<>(subscriber));
			}

		};
	}

	/**
	 * Marks the thread while it is with the subscriber.
	 *
	 * @param subscriber the subscriber
	 * @param <T> the records
	 */
	private record Marking<T>(CoreSubscriber<? super T> subscriber) implements CoreSubscriber<T> {

		@Override
		public Context currentContext() {
			return this.subscriber.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(T record) {
			if (isBeingDelivered()) {
				this.subscriber.onNext(record);
				return;
			}
			DELIVERING.set(Boolean.TRUE);
			try {
				this.subscriber.onNext(record);
			}
			finally {
				DELIVERING.remove();
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}
