package io.rpcparallel.transport;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;

/**
 * A request that goes when it is subscribed to, and its reply.
 */
final class LinkRequest extends Mono<Reply> {

	private final RSocket rsocket;

	private final int function;

	private final byte @Nullable [] body;

	private final @Nullable Deadline deadline;

	private final byte @Nullable [] headers;

	LinkRequest(RSocket rsocket, int function, byte @Nullable [] body, @Nullable Deadline deadline,
			byte @Nullable [] headers) {
		this.rsocket = rsocket;
		this.function = function;
		this.body = body;
		this.deadline = deadline;
		this.headers = headers;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Reply> actual) {
		this.rsocket.requestResponse(PayloadLayout.request(this.function, this.body, this.deadline, this.headers))
			.subscribe(new ReplySubscriber(actual));
	}

	/**
	 * Reads the reply.
	 */
	private static final class ReplySubscriber implements CoreSubscriber<Payload>, Subscription {

		private final CoreSubscriber<? super Reply> actual;

		private Subscription upstream = Operators.emptySubscription();

		private boolean ended;

		ReplySubscriber(CoreSubscriber<? super Reply> actual) {
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
		}

		@Override
		public void onNext(Payload payload) {
			Reply reply;
			try {
				reply = PayloadLayout.reply(payload);
			}
			catch (Throwable ex) {
				Exceptions.throwIfFatal(ex);
				onError(ex);
				return;
			}
			this.actual.onNext(reply);
		}

		@Override
		public void onError(Throwable failure) {
			if (!this.ended) {
				this.ended = true;
				this.actual.onError(ErrorFrames.fromFrame(failure));
			}
		}

		@Override
		public void onComplete() {
			if (!this.ended) {
				this.ended = true;
				this.actual.onComplete();
			}
		}

		@Override
		public void request(long n) {
			this.upstream.request(n);
		}

		@Override
		public void cancel() {
			this.upstream.cancel();
		}

	}

}
