package io.rpcparallel.transport;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Passes demand on in portions, and never more of it than there is. RSocket can't be
 * asked for more in all than the largest integer: what is beyond it would never come, so
 * it is an error.
 *
 * @param <T> the elements
 */
final class DemandWindow<T> implements CoreSubscriber<T>, Subscription {

	private static final long LARGEST = 1024;

	private static final long REFILL = LARGEST / 4;

	private final CoreSubscriber<? super T> actual;

	private final long limit;

	private Subscription upstream = Operators.emptySubscription();

	private long wanted;

	private long outstanding;

	private long passed;

	private boolean over;

	private DemandWindow(CoreSubscriber<? super T> actual, long limit) {
		this.actual = actual;
		this.limit = limit;
	}

	static <T> Flux<T> of(Flux<T> source) {
		return of(source, Integer.MAX_VALUE);
	}

	static <T> Flux<T> of(Flux<T> source, long limit) {
		return Flux.from(Operators.<T, T>lift((scannable, actual) -> new DemandWindow<T>(actual, limit)).apply(source));
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
		if (becomesOver()) {
			this.upstream.cancel();
			this.actual.onError(new StreamTooLongException(this.limit));
		}
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
			portion = Math.min(portion, this.limit - this.passed);
			this.passed += portion;
			this.outstanding += portion;
			this.wanted -= (this.wanted != Long.MAX_VALUE) ? portion : 0;
		}
		if (portion > 0) {
			this.upstream.request(portion);
		}
	}

	private synchronized boolean becomesOver() {
		boolean before = this.over;
		this.over = before || (this.passed == this.limit && this.outstanding == 0);
		return this.over && !before;
	}

	@Override
	public void onError(Throwable failure) {
		if (!this.over) {
			this.actual.onError(failure);
		}
	}

	@Override
	public void onComplete() {
		if (!this.over) {
			this.actual.onComplete();
		}
	}

	@Override
	public void cancel() {
		this.upstream.cancel();
	}

}
