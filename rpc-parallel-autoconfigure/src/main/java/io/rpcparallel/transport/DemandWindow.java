package io.rpcparallel.transport;

import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
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

	private static final long SMALLEST = 8;

	/**
	 * The window as long as nothing is known of the elements.
	 */
	private static final long FIRST = 64;

	/**
	 * How many bytes may be under way. Elements that are larger than fits into this still
	 * come a few at a time.
	 */
	private static final long BYTES = 4 * 1024 * 1024;

	private static final int WEIGHT = 8;

	private final CoreSubscriber<? super T> actual;

	private final ToIntFunction<? super T> size;

	private final long limit;

	private long averageSize = BYTES / FIRST;

	private Subscription upstream = Operators.emptySubscription();

	private long wanted;

	private long outstanding;

	private long passed;

	private boolean over;

	private DemandWindow(CoreSubscriber<? super T> actual, ToIntFunction<? super T> size, long limit) {
		this.size = size;
		this.actual = actual;
		this.limit = limit;
	}

	static <T> Flux<T> of(Flux<T> source, ToIntFunction<? super T> size) {
		return of(source, size, Integer.MAX_VALUE);
	}

	static <T> Flux<T> of(Flux<T> source, ToIntFunction<? super T> size, long limit) {
		return Flux
			.from(Operators.<T, T>lift((scannable, actual) -> new DemandWindow<T>(actual, size, limit)).apply(source));
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
			pass(n, null);
		}
	}

	@Override
	public void onNext(T element) {
		pass(0, element);
		this.actual.onNext(element);
		if (becomesOver()) {
			this.upstream.cancel();
			this.actual.onError(new StreamTooLongException(this.limit));
		}
	}

	private void pass(long more, @Nullable T arrived) {
		long portion;
		synchronized (this) {
			this.wanted = Operators.addCap(this.wanted, more);
			if (arrived != null) {
				this.outstanding--;
				this.averageSize += (this.size.applyAsInt(arrived) - this.averageSize) / WEIGHT;
			}
			long window = Math.max(SMALLEST, Math.min(LARGEST, BYTES / Math.max(1, this.averageSize)));
			long room = window - this.outstanding;
			portion = Math.max(0, Math.min(this.wanted, room));
			if (portion < this.wanted && room < window / 4) {
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
