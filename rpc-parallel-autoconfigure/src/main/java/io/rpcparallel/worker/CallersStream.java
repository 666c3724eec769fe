package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * The stream that who calls sends with the call. If the function does not take it, nobody
 * will ask for it any more, so that it has to be cancelled.
 */
final class CallersStream {

	private final Flux<byte[]> received;

	private final AtomicBoolean taken = new AtomicBoolean();

	CallersStream(Flux<byte[]> received) {
		this.received = received;
	}

	Flux<byte[]> take() {
		return this.received.doOnSubscribe((subscription) -> this.taken.set(true));
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
