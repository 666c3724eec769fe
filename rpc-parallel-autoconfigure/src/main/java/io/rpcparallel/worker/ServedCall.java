package io.rpcparallel.worker;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Reply;

/**
 * A call of a function that answers once. It has or waits for its turn from when it is
 * asked for, and is taken back or interrupted when it is cancelled.
 */
class ServedCall extends Mono<Reply> {

	private static final Log logger = LogFactory.getLog(ServedCall.class);

	private static final Reply NOT_STARTED = new Reply(Reply.Code.NOT_STARTED, null);

	private final FunctionCalls calls;

	private final Target target;

	private final byte @Nullable [] body;

	private final AtomicInteger inFlight;

	ServedCall(FunctionCalls calls, Target target, byte @Nullable [] body, AtomicInteger inFlight) {
		this.calls = calls;
		this.target = target;
		this.body = body;
		this.inFlight = inFlight;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Reply> actual) {
		this.inFlight.incrementAndGet();
		actual.onSubscribe(new Execution(this, actual));
	}

	/**
	 * One execution of it.
	 */
	private static final class Execution implements QueuedCall, Subscription {

		private static final AtomicIntegerFieldUpdater<Execution> STATE = AtomicIntegerFieldUpdater
			.newUpdater(Execution.class, "state");

		private static final int NEW = 0;

		private static final int WAITING = 1;

		private static final int ENDED = 2;

		private final ServedCall call;

		private final CoreSubscriber<? super Reply> actual;

		private @Nullable Thread runner;

		private volatile int state = NEW;

		Execution(ServedCall call, CoreSubscriber<? super Reply> actual) {
			this.call = call;
			this.actual = actual;
		}

		@Override
		public void request(long n) {
			if (!STATE.compareAndSet(this, NEW, WAITING)) {
				return;
			}
			try {
				this.call.calls.start(this.call.target.function(), this);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The worker ends", ex);
				neverStarted();
			}
		}

		@Override
		public void neverStarted() {
			if (end()) {
				this.actual.onNext(NOT_STARTED);
				this.actual.onComplete();
			}
		}

		@Override
		public void run() {
			if (this.call.calls.isEnding()) {
				neverStarted();
				return;
			}
			if (!begin()) {
				return;
			}
			Reply reply;
			try {
				reply = this.call.calls.reply(this.call.target, this.call.body);
			}
			catch (Throwable ex) {
				// Not even what it threw could be told
				end();
				this.call.calls.failed(this.call.target, ex);
				return;
			}
			finally {
				leave();
			}
			if (reply != null && end()) {
				this.actual.onNext(reply);
				this.actual.onComplete();
			}
		}

		private synchronized boolean begin() {
			if (this.state != WAITING) {
				return false;
			}
			this.runner = Thread.currentThread();
			return true;
		}

		// From now on the thread is not interrupted for this call
		private synchronized void leave() {
			this.runner = null;
		}

		@Override
		public void cancel() {
			if (!end()) {
				return;
			}
			// The query would wait as long as what is before it takes
			this.call.calls.withdraw(this);
			synchronized (this) {
				if (this.runner != null) {
					this.runner.interrupt();
				}
			}
		}

		private boolean end() {
			if (STATE.getAndSet(this, ENDED) == ENDED) {
				return false;
			}
			this.call.inFlight.decrementAndGet();
			return true;
		}

	}

}
