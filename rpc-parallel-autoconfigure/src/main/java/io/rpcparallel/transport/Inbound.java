package io.rpcparallel.transport;

import java.util.concurrent.locks.LockSupport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * The frames that a connection's thread reads. There is one subscriber, which asks for
 * one frame, decides about the connection, and asks for all others.
 */
final class Inbound extends Flux<ByteBuf> implements Subscription {

	private final Runnable cancellation;

	private volatile @Nullable CoreSubscriber<? super ByteBuf> subscriber;

	private volatile @Nullable Thread waiting;

	private volatile boolean first;

	private volatile boolean all;

	private volatile boolean ended;

	/**
	 * Create a stream of frames.
	 * @param cancellation what to do when nobody wants further frames
	 */
	Inbound(Runnable cancellation) {
		this.cancellation = cancellation;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ByteBuf> actual) {
		if (this.subscriber != null) {
			Operators.error(actual, new IllegalStateException("A connection is read once"));
			return;
		}
		this.subscriber = actual;
		actual.onSubscribe(this);
		if (this.ended) {
			actual.onComplete();
		}
	}

	@Override
	public void request(long n) {
		if (n == Long.MAX_VALUE) {
			this.all = true;
		}
		else {
			this.first = true;
		}
		LockSupport.unpark(this.waiting);
	}

	@Override
	public void cancel() {
		this.cancellation.run();
	}

	/**
	 * Hand a frame over as soon as it is asked for.
	 * @param frame the frame, valid until this returns unless it is retained
	 */
	void next(ByteBuf frame) {
		if (!this.all) {
			awaitDemand();
		}
		CoreSubscriber<? super ByteBuf> subscriber = this.subscriber;
		if (subscriber != null && !this.ended) {
			subscriber.onNext(frame);
		}
	}

	private void awaitDemand() {
		this.waiting = Thread.currentThread();
		while (!this.all && !this.first && !this.ended) {
			LockSupport.park(this);
		}
		this.first = false;
	}

	/**
	 * Hand over no more.
	 */
	void end() {
		this.ended = true;
		LockSupport.unpark(this.waiting);
	}

	/**
	 * Say that there are no more. Called once, after {@link #end()}.
	 */
	void complete() {
		CoreSubscriber<? super ByteBuf> subscriber = this.subscriber;
		if (subscriber != null) {
			subscriber.onComplete();
		}
	}

}
