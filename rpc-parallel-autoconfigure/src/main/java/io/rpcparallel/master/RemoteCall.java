package io.rpcparallel.master;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import io.rpcparallel.call.CallerObservation;
import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.protocol.Deadline;

/**
 * A call that is answered once. It is made when it is subscribed to.
 */
class RemoteCall extends Mono<Object> {

	private final RemoteCalls calls;

	private final RemoteFunction<?, ?> function;

	private final @Nullable Object query;

	private final @Nullable Duration timeout;

	RemoteCall(RemoteCalls calls, RemoteFunction<?, ?> function, @Nullable Object query, @Nullable Duration timeout) {
		this.calls = calls;
		this.function = function;
		this.query = query;
		this.timeout = timeout;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Object> actual) {
		if (!this.calls.isOpen()) {
			this.calls.lost(this.function, actual.currentContext()).subscribe(actual);
			return;
		}
		CallerObservation observation = CallerObservation.NONE;
		CalledFunction called;
		byte[] body;
		try {
			called = this.calls.find(this.function);
			observation = this.calls.observer().begin(called.registered(), actual);
			body = this.calls.encode(called, this.query);
		}
		catch (Throwable ex) {
			// First, as what is not ended would go on for ever
			CallObserver.failed(observation, ex);
			Exceptions.throwIfFatal(ex);
			Operators.error(actual, ex);
			return;
		}
		Deadline deadline = (this.timeout != null) ? Deadline.after(this.timeout) : null;
		this.calls.request(called, body, deadline, observation.headers().encode())
			.subscribe(new PendingCall(this.calls, called, this.timeout, ObservedSubscriber.of(observation, actual)));
	}

}
