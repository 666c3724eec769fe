package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * The stream that who calls sends with the call. If the function does not take it, nobody
 * will ask for it any more, so that it has to be cancelled.
 */
final class CallersStream {

	private static final int MAX_CAUSES = 100;

	private final Flux<byte[]> received;

	private final UnaryOperator<Throwable> thrown;

	private final AtomicBoolean taken = new AtomicBoolean();

	private volatile @Nullable Throwable failure;

	/**
	 * Create a stream.
	 * @param received the stream as it is received
	 * @param thrown what its failure is to the function that takes it
	 */
	CallersStream(Flux<byte[]> received, UnaryOperator<Throwable> thrown) {
		this.received = received;
		this.thrown = thrown;
	}

	Flux<byte[]> take() {
		return this.received.doOnSubscribe((subscription) -> this.taken.set(true)).onErrorMap((ex) -> {
			Throwable failed = this.thrown.apply(ex);
			this.failure = failed;
			return failed;
		});
	}

	/**
	 * Return whether a failure of the function is no more than that of this stream.
	 * @param failure what the function failed with
	 * @return whether this stream did first
	 */
	boolean isCauseOf(Throwable failure) {
		Throwable own = this.failure;
		Throwable cause = failure;
		for (int i = 0; own != null && cause != null && i < MAX_CAUSES; i++) {
			if (cause == own) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Cancel it if it is not taken.
	 */
	void refuse() {
		if (this.taken.compareAndSet(false, true)) {
			this.received.subscribe(new BaseSubscriber<>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					cancel();
				}

			});
		}
	}

}
