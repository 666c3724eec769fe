package io.rpcparallel.master;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.FunctionKind;

/**
 * A call that is under way: ends once, with its answer, its failure, its time being up,
 * or its caller giving it up. All in one subscriber, since with one for each step a call
 * would spend most of its time in them.
 */
class PendingCall implements CoreSubscriber<Reply>, Subscription {

	private static final AtomicIntegerFieldUpdater<PendingCall> ENDED = AtomicIntegerFieldUpdater
		.newUpdater(PendingCall.class, "ended");

	private static final int LARGE = 64 * 1024;

	private final RemoteCalls calls;

	private final CalledFunction called;

	private final @Nullable Duration timeout;

	private final CoreSubscriber<? super Object> actual;

	private Subscription upstream = Operators.emptySubscription();

	private boolean received;

	private volatile @Nullable CallTimer timer;

	private volatile @Nullable Disposable explanation;

	private volatile int ended;

	PendingCall(RemoteCalls calls, CalledFunction called, @Nullable Duration timeout,
			CoreSubscriber<? super Object> actual) {
		this.calls = calls;
		this.called = called;
		this.timeout = timeout;
		this.actual = actual;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		this.actual.onSubscribe(this);
		if (this.timeout != null) {
			startTimer(this.timeout);
		}
	}

	private void startTimer(Duration timeout) {
		CallTimer timer = CallTimer.start(timeout, () -> late(timeout));
		this.timer = timer;
		if (this.ended != 0) {
			timer.stop();
		}
	}

	private void late(Duration timeout) {
		if (end()) {
			this.calls.later(() -> {
				this.upstream.cancel();
				this.actual.onError(this.calls.late(this.called, timeout));
			});
		}
	}

	@Override
	public void request(long n) {
		this.upstream.request(n);
	}

	@Override
	public void cancel() {
		if (end()) {
			this.upstream.cancel();
		}
	}

	// Decoding much would hold up the other links of the transport's thread
	@Override
	public void onNext(Reply reply) {
		this.received = true;
		if (reply.code() == Reply.Code.NOT_STARTED) {
			explain(CallInFlight.Progress.NOT_STARTED, new ClosedChannelException());
			return;
		}
		byte[] body = reply.body();
		if (body != null && body.length > LARGE) {
			this.calls.later(() -> answer(reply));
		}
		else {
			answer(reply);
		}
	}

	@Override
	public void onComplete() {
		if (!this.received) {
			answer(Reply.value(null));
		}
	}

	private void answer(Reply reply) {
		if (!end()) {
			return;
		}
		Object result;
		try {
			Object value = this.calls.read(this.called, reply);
			// A blocking function's null is mapped like any other result of it, and is an
			// empty Mono here
			result = (value != null || this.called.registered().kind() == FunctionKind.RPC)
					? this.called.result().apply(value) : null;
		}
		catch (Throwable ex) {
			// Whatever it is: nobody else would end the call
			this.actual.onError(ex);
			return;
		}
		if (result != null) {
			this.actual.onNext(result);
		}
		this.actual.onComplete();
	}

	@Override
	public void onError(Throwable failure) {
		explain(CallInFlight.Progress.UNKNOWN, failure);
	}

	// Why a worker is gone may take a moment to be known
	private void explain(CallInFlight.Progress progress, Throwable failure) {
		Disposable explanation = this.calls.explain(this.called, progress, failure).subscribe((ignored) -> {
		}, (ex) -> {
			if (end()) {
				this.actual.onError(ex);
			}
		});
		this.explanation = explanation;
		if (this.ended != 0) {
			explanation.dispose();
		}
	}

	private boolean end() {
		if (!ENDED.compareAndSet(this, 0, 1)) {
			return false;
		}
		CallTimer timer = this.timer;
		if (timer != null) {
			timer.stop();
		}
		Disposable explanation = this.explanation;
		if (explanation != null) {
			explanation.dispose();
		}
		return true;
	}

}
