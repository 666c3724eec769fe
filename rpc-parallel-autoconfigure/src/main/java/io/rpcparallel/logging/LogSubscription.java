package io.rpcparallel.logging;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Hands the records of a ring to a subscriber, as many as it has asked for, one at a
 * time.
 */
class LogSubscription implements Subscription {

	private final LogRing ring;

	private final ExecutorService executor = DeliveryThread.executor();

	private final Subscriber<? super LogRecordData> subscriber;

	private final AtomicReference<State> state = new AtomicReference<>(State.DELIVERING);

	private final AtomicLong requested = new AtomicLong();

	private volatile boolean ended;

	// Touched by the thread that delivers only
	private long next;

	LogSubscription(LogRing ring, Subscriber<? super LogRecordData> subscriber, long next) {
		this.ring = ring;
		this.subscriber = subscriber;
		this.next = next;
	}

	/**
	 * Begin to deliver, after the subscriber has taken the subscription.
	 */
	void start() {
		this.state.set(State.IDLE);
		deliver();
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count)) {
			this.requested.accumulateAndGet(count, Operators::addCap);
			deliver();
		}
	}

	@Override
	public void cancel() {
		this.ended = true;
		this.ring.remove(this);
		this.executor.shutdown();
	}

	/**
	 * Have delivered what there is. Called by threads that log, and so does nothing here.
	 */
	void deliver() {
		if (this.state.getAndSet(State.MORE_TO_DELIVER) != State.IDLE) {
			return;
		}
		try {
			this.executor.execute(this::run);
		}
		catch (OutOfMemoryError ex) {
			// No further thread to be had: not the fault of who logs. The next record,
			// or request, tries again
			this.state.set(State.IDLE);
		}
	}

	private void run() {
		try {
			do {
				this.state.set(State.DELIVERING);
				deliverRequested();
			}
			while (!this.state.compareAndSet(State.DELIVERING, State.IDLE));
		}
		catch (RuntimeException | Error ex) {
			cancel();
			throw ex;
		}
	}

	private void deliverRequested() {
		while (!this.ended) {
			LogRing.Numbered found = this.ring.firstFrom(this.next);
			if (found == null) {
				completeIfClosed();
				return;
			}
			if (this.requested.get() == 0) {
				return;
			}
			if (this.requested.get() != Long.MAX_VALUE) {
				this.requested.decrementAndGet();
			}
			if (found.number() > this.next) {
				long dropped = found.number() - this.next;
				this.next = found.number();
				this.subscriber.onNext(DroppedRecords.tell(dropped));
			}
			else {
				this.next++;
				this.subscriber.onNext(found.data());
			}
		}
	}

	private void completeIfClosed() {
		// In this order, since a record may have come before the end
		if (this.ring.isClosed() && this.ring.firstFrom(this.next) == null && !this.ended) {
			cancel();
			this.subscriber.onComplete();
		}
	}

	private enum State {

		IDLE, DELIVERING, MORE_TO_DELIVER

	}

}
