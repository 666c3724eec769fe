package io.rpcparallel.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.rsocket.Payload;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Puts elements that are ready together into one payload. An element that follows no
 * other closely leaves at once, on the thread that it comes on. One that does leaves as
 * soon as another thread is there to send it, and takes along what has come until then:
 * nothing ever waits for time to pass.
 * <p>
 * Demand is a number of elements on both sides. There are never more payloads than
 * elements, so RSocket's own demand is kept.
 */
final class ElementBatches implements CoreSubscriber<byte[]>, Subscription, Runnable {

	private static final Duration CLOSELY = Duration.ofNanos(50_000);

	private static final int FULL = 256;

	private static final int FULL_SIZE = 64 * 1024;

	private final CoreSubscriber<? super Payload> actual;

	private final Executor senders;

	private final long closely;

	private Subscription upstream = Operators.emptySubscription();

	private Deque<byte[]> filling = new ArrayDeque<>();

	private int size;

	// Whether a sender was called that has not come yet
	private boolean called;

	// Whether a thread sends. It alone has what is being sent
	private boolean sending;

	private Deque<byte[]> leaving = new ArrayDeque<>();

	private boolean ended;

	private @Nullable Throwable failure;

	private volatile long lastSent;

	private volatile boolean cancelled;

	private ElementBatches(CoreSubscriber<? super Payload> actual, Executor senders, Duration closely) {
		this.actual = actual;
		this.senders = senders;
		this.closely = closely.toNanos();
		this.lastSent = System.nanoTime() - this.closely - 1;
	}

	/**
	 * Make payloads of elements.
	 * @param elements the encoded elements
	 * @param senders where elements leave that are ready together
	 * @return the payloads, requested by the number of elements in them
	 */
	static Flux<Payload> of(Flux<byte[]> elements, Executor senders) {
		return of(elements, senders, CLOSELY);
	}

	static Flux<Payload> of(Flux<byte[]> elements, Executor senders, Duration closely) {
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super Payload> actual) {
				elements.subscribe(new ElementBatches(actual, senders, closely));
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
	public void onNext(byte[] element) {
		boolean now;
		synchronized (this) {
			this.filling.add(element);
			this.size += element.length;
			boolean full = this.filling.size() >= FULL || this.size >= FULL_SIZE;
			if (this.sending || (this.called && !full)) {
				return;
			}
			now = full || System.nanoTime() - this.lastSent > this.closely;
			this.sending = now;
			this.called = this.called || !now;
		}
		if (now) {
			send();
		}
		else {
			callSender();
		}
	}

	private void callSender() {
		try {
			this.senders.execute(this);
		}
		catch (RejectedExecutionException ex) {
			// What it belongs to ends
			cancel();
		}
		catch (OutOfMemoryError ex) {
			// There is no other thread to be had just now
			run();
		}
	}

	/**
	 * Send what is there.
	 */
	@Override
	public void run() {
		synchronized (this) {
			this.called = false;
			if (this.sending) {
				return;
			}
			this.sending = true;
		}
		send();
	}

	@Override
	public void onError(Throwable failure) {
		end(failure);
	}

	@Override
	public void onComplete() {
		end(null);
	}

	private void end(@Nullable Throwable failure) {
		synchronized (this) {
			this.ended = true;
			this.failure = failure;
			if (this.sending) {
				return;
			}
			this.sending = true;
		}
		send();
	}

	private void send() {
		while (take()) {
			while (!this.leaving.isEmpty() && !this.cancelled) {
				this.actual.onNext(PayloadLayout.elements(this.leaving, FULL_SIZE));
			}
			this.leaving.clear();
			this.lastSent = System.nanoTime();
		}
	}

	// The end is the last that is sent, and nobody sends after it
	private boolean take() {
		synchronized (this) {
			if (!this.filling.isEmpty()) {
				Deque<byte[]> sent = this.leaving;
				this.leaving = this.filling;
				this.filling = sent;
				this.size = 0;
				return true;
			}
			if (!this.ended) {
				this.sending = false;
				return false;
			}
		}
		if (this.failure != null) {
			this.actual.onError(this.failure);
		}
		else {
			this.actual.onComplete();
		}
		return false;
	}

}
