package io.rpcparallel.transport;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Passes demand on in portions, and never more of it than there is.
 *
 * @param <T> the elements
 */
final class DemandWindow<T> implements CoreSubscriber<T>, Subscription {

	private static final long LARGEST = 1024;

	private static final long REFILL = LARGEST / 4;

	private final CoreSubscriber<? super T> actual;

	private Subscription upstream = Operators.emptySubscription();

	private long wanted;

	private long outstanding;

	private DemandWindow(CoreSubscriber<? super T> actual) {
		this.actual = actual;
	}

	static <T> Flux<T> of(Flux<T> source) {
		return Flux.from(Operators.<T, T>lift((scannable, actual) -> new DemandWindow<T>(actual)).apply(source));
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
		if (Operators.validate(n)) {
			pass(n, false);
		}
	}

	@Override
	public void onNext(T element) {
		pass(0, true);
		this.actual.onNext(element);
	}

	private void pass(long more, boolean arrived) {
		long portion;
		synchronized (this) {
			this.wanted = Operators.addCap(this.wanted, more);
			this.outstanding -= arrived ? 1 : 0;
			long room = LARGEST - this.outstanding;
			portion = Math.min(this.wanted, room);
			if (portion < this.wanted && room < REFILL) {
				portion = 0;
			}
			this.outstanding += portion;
			this.wanted -= (this.wanted != Long.MAX_VALUE) ? portion : 0;
		}
		if (portion > 0) {
			this.upstream.request(portion);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.actual.onError(failure);
	}

	@Override
	public void onComplete() {
		this.actual.onComplete();
	}

	@Override
	public void cancel() {
		this.upstream.cancel();
	}

}
