package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import io.rpcparallel.protocol.Causes;

/**
 * The stream that who calls sends with the call. If the function does not take it, nobody
 * will ask for it any more, so that it has to be cancelled.
 */
final class CallersStream {

	private static final int MOST_CAUSES = 100;

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
			Throwable told = told(ex);
			failed(told);
			return told;
		});
	}

	private Throwable told(Throwable failure) {
		try {
			return this.thrown.apply(failure);
		}
		catch (RuntimeException ex) {
			// What the caller says of it can't be read
			ex.addSuppressed(failure);
			return ex;
		}
	}

	/**
	 * It has failed, or brings what can't be read, which the function hears of next.
	 * @param failure what the function hears
	 */
	void failed(Throwable failure) {
		this.failure = failure;
	}

	/**
	 * Return whether a failure of the function is no more than that of this stream.
	 * @param failure what the function failed with
	 * @return whether this stream did first
	 */
	boolean isCauseOf(Throwable failure) {
		Throwable own = this.failure;
		return own != null && Causes.of(failure, MOST_CAUSES).anyMatch((cause) -> cause == own);
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
