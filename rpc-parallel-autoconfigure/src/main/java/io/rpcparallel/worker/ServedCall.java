package io.rpcparallel.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import io.rpcparallel.CallContext;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;

/**
 * A call of a function that answers once. It has or waits for its turn from when it is
 * asked for, and is taken back or interrupted when it is cancelled, or when its deadline
 * has passed.
 */
class ServedCall extends Mono<Reply> {

	private static final Log logger = LogFactory.getLog(ServedCall.class);

	private final FunctionCalls calls;

	private final Target target;

	private final byte @Nullable [] body;

	private final @Nullable Deadline deadline;

	private final Admission admission;

	private final FunctionCounts counts;

	ServedCall(FunctionCalls calls, Target target, byte @Nullable [] body, @Nullable Deadline deadline,
			Admission admission, FunctionCounts counts) {
		this.counts = counts;
		this.calls = calls;
		this.target = target;
		this.body = body;
		this.deadline = deadline;
		this.admission = admission;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Reply> actual) {
		if (this.admission.enter()) {
			actual.onSubscribe(new Execution(this, actual));
		}
		else {
			Mono.just(Reply.notStarted()).subscribe(actual);
		}
	}

	/**
	 * One execution of it.
	 */
	private static final class Execution implements QueuedCall, Subscription, TimedCall, CallContext {

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
			if (isTooLate()) {
				return;
			}
			watch();
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
			answer(Reply.notStarted());
		}

		@Override
		public void run() {
			if (this.call.calls.isEnding()) {
				neverStarted();
				return;
			}
			if (isTooLate() || !begin()) {
				unwatch();
				return;
			}
			Reply reply;
			try {
				reply = this.call.calls.reply(this.call.target, this.call.body, this);
			}
			catch (Throwable ex) {
				// Not even what it threw could be told
				giveUp();
				this.call.calls.failed(this.call.target, ex);
				return;
			}
			finally {
				leave();
			}
			if (reply == null || reply.code() != Reply.Code.VALUE) {
				this.call.counts.failed(this.call.target.function());
			}
			if (reply != null) {
				answer(reply);
			}
		}

		// It is in flight until its answer is on its way
		private void answer(Reply reply) {
			if (!end()) {
				return;
			}
			try {
				this.actual.onNext(reply);
				this.actual.onComplete();
			}
			finally {
				this.call.admission.leave();
			}
		}

		// Its caller knows, by its own clock
		private boolean isTooLate() {
			Deadline deadline = this.call.deadline;
			if (deadline == null || !deadline.hasPassed()) {
				return false;
			}
			if (giveUp()) {
				logger.debug("Function '%s' is not run, since the deadline of its call has passed"
					.formatted(functionName()));
			}
			return true;
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
			unwatch();
		}

		private void watch() {
			Deadline deadline = this.call.deadline;
			if (deadline != null) {
				this.call.calls.deadlines().add(this, deadline);
			}
		}

		private void unwatch() {
			if (this.call.deadline != null) {
				this.call.calls.deadlines().remove(this);
			}
		}

		@Override
		public void cancel() {
			if (!giveUp()) {
				return;
			}
			// The query would wait as long as what is before it takes
			this.call.calls.withdraw(this);
			synchronized (this) {
				if (this.runner != null) {
					// It stays watched, as it may not mind
					this.runner.interrupt();
				}
				else {
					unwatch();
				}
			}
		}

		private boolean giveUp() {
			boolean first = end();
			if (first) {
				this.call.admission.leave();
			}
			return first;
		}

		private boolean end() {
			return STATE.getAndSet(this, ENDED) != ENDED;
		}

		@Override
		public void expire() {
			cancel();
		}

		@Override
		public synchronized @Nullable Thread holder() {
			return this.runner;
		}

		@Override
		public String functionName() {
			return this.call.target.function().name();
		}

		@Override
		public String workerName() {
			return this.call.calls.workerName();
		}

		@Override
		public Optional<Duration> remaining() {
			return Optional.ofNullable(this.call.deadline).map(Deadline::remaining);
		}

		@Override
		public boolean isCancelled() {
			return this.state == ENDED;
		}

	}

}
