package io.rpcparallel.worker;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Hands a caller's stream to a function on other threads, by turns with the worker's
 * other calls: as many elements at a time as are there, until somebody else wants a turn.
 * Few wait here for a function that is slow, so that it slows its caller.
 *
 * @param <T> the elements
 */
final class GatedSubscriber<T> implements CoreSubscriber<T>, Subscription, Runnable {

	private static final Log logger = LogFactory.getLog(GatedSubscriber.class);

	private static final int FEWEST = 32;

	private static final int MOST = 1024;

	/**
	 * As many elements may wait as the function has lately taken in this time, in
	 * nanoseconds.
	 */
	private static final long WAIT = 2_000_000;

	private static final int IDLE = 0;

	private static final int RUNNING = 1;

	// There may be something to hand over that was not there at the last look
	private static final int CALLED = 2;

	private final CoreSubscriber<? super T> actual;

	private final CallBody body;

	private final Executor threads;

	private final Queue<T> waiting = Queues.<T>unbounded(FEWEST).get();

	private final AtomicInteger state = new AtomicInteger(IDLE);

	private final AtomicLong requested = new AtomicLong();

	private Subscription upstream = Operators.emptySubscription();

	private long room = FEWEST;

	private long outstanding = FEWEST;

	private long taken;

	private long lastRequest = System.nanoTime();

	private @Nullable Throwable failure;

	private volatile boolean ended;

	private volatile boolean cancelled;

	private @Nullable Thread runner;

	private GatedSubscriber(CoreSubscriber<? super T> actual, CallBody body, Executor threads) {
		this.actual = actual;
		this.body = body;
		this.threads = threads;
	}

	static <T> Flux<T> gate(Flux<T> source, CallBody body, Executor threads) {
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				source.subscribe(new GatedSubscriber<>(actual, body, threads));
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
		subscription.request(FEWEST);
	}

	@Override
	public void onNext(T element) {
		this.waiting.add(element);
		signal();
	}

	@Override
	public void onError(Throwable failure) {
		this.failure = failure;
		this.ended = true;
		signal();
	}

	@Override
	public void onComplete() {
		this.ended = true;
		signal();
	}

	@Override
	public void request(long n) {
		if (Operators.validate(n)) {
			this.requested.accumulateAndGet(n, Operators::addCap);
			signal();
		}
	}

	// A delivery that is waited for no longer is interrupted like a call
	@Override
	public void cancel() {
		this.cancelled = true;
		this.upstream.cancel();
		synchronized (this) {
			if (this.runner != null && this.runner != Thread.currentThread()) {
				this.runner.interrupt();
			}
		}
	}

	private void signal() {
		// Not counted, since nothing bounds how many there are while elements are handed
		// over
		if (this.state.getAndSet(CALLED) != IDLE) {
			return;
		}
		try {
			this.threads.execute(this);
		}
		catch (RejectedExecutionException ex) {
			// The worker ends
			logger.trace("Elements are not handed over any more", ex);
			this.cancelled = true;
			this.upstream.cancel();
		}
	}

	@Override
	public void run() {
		do {
			// With all that was there when it was called
			this.state.getAndSet(RUNNING);
			// No longer than this thread is the only one that runs this
			runs(Thread.currentThread());
			try {
				while (isDue()) {
					this.body.deliver(this::handOver);
				}
			}
			finally {
				runs(null);
			}
		}
		while (!this.state.compareAndSet(RUNNING, IDLE));
	}

	private synchronized void runs(@Nullable Thread thread) {
		this.runner = thread;
	}

	private boolean isDue() {
		if (this.cancelled) {
			return false;
		}
		boolean last = this.ended;
		return this.waiting.isEmpty() ? last : this.requested.get() > 0;
	}

	private void handOver() {
		long wanted = this.requested.get();
		long count = 0;
		T element = null;
		while (!this.cancelled && count < wanted && (count == 0 || this.body.mayGoOn())
				&& (element = this.waiting.poll()) != null) {
			count++;
			this.actual.onNext(element);
			replenish();
		}
		if (wanted != Long.MAX_VALUE) {
			this.requested.addAndGet(-count);
		}
		if (this.ended && this.waiting.isEmpty() && !this.cancelled) {
			this.cancelled = true;
			end();
		}
	}

	private void end() {
		if (this.failure != null) {
			this.actual.onError(this.failure);
		}
		else {
			this.actual.onComplete();
		}
	}

	private void replenish() {
		this.outstanding--;
		this.taken++;
		if (this.outstanding > this.room / 4) {
			return;
		}
		long now = System.nanoTime();
		this.room = Math.max(FEWEST, Math.min(MOST, this.taken * WAIT / Math.max(1, now - this.lastRequest)));
		this.lastRequest = now;
		this.taken = 0;
		// Nothing is taken back of what was asked for when there was more room
		long more = this.room - this.outstanding;
		if (more > 0) {
			this.outstanding = this.room;
			this.upstream.request(more);
		}
	}

}
