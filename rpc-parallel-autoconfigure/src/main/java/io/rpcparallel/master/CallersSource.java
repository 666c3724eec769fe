package io.rpcparallel.master;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * The stream that is sent with a call. It runs on threads of its own, since it may block.
 * An error that Reactor takes for fatal, such as that of a class that can't be loaded, it
 * throws where it comes up: there nobody would hear of it, and who waits for the call
 * would wait for ever. So such an error ends the stream too.
 */
final class CallersSource extends Flux<byte[]> {

	private final Flux<byte[]> source;

	private final Scheduler threads;

	private final UnaryOperator<Throwable> broken;

	/**
	 * Create a stream.
	 * @param source what its caller has passed, encoded
	 * @param threads where it runs
	 * @param broken what ends the stream if a fatal error is thrown
	 */
	CallersSource(Flux<byte[]> source, Scheduler threads, UnaryOperator<Throwable> broken) {
		this.source = source;
		this.threads = threads;
		this.broken = broken;
	}

	@Override
	public void subscribe(CoreSubscriber<? super byte[]> actual) {
		Sending sending = new Sending(actual, this.broken);
		this.source.subscribeOn(telling(this.threads, sending::broken)).subscribe(sending);
	}

	private static Scheduler telling(Scheduler threads, Consumer<Throwable> broken) {
		return new Scheduler() {

			@Override
			public Disposable schedule(Runnable task) {
				return threads.schedule(() -> run(task, broken));
			}

			@Override
			public Worker createWorker() {
				return telling(threads.createWorker(), broken);
			}

		};
	}

	private static Scheduler.Worker telling(Scheduler.Worker threads, Consumer<Throwable> broken) {
		return new Scheduler.Worker() {

			@Override
			public Disposable schedule(Runnable task) {
				return threads.schedule(() -> run(task, broken));
			}

			@Override
			public void dispose() {
				threads.dispose();
			}

			@Override
			public boolean isDisposed() {
				return threads.isDisposed();
			}

		};
	}

	private static void run(Runnable task, Consumer<Throwable> broken) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			broken.accept(ex);
		}
	}

	/**
	 * Hands on what the source has, until it ends in one way or the other.
	 */
	private static final class Sending implements CoreSubscriber<byte[]>, Subscription {

		private final CoreSubscriber<? super byte[]> actual;

		private final UnaryOperator<Throwable> broken;

		private final AtomicBoolean ended = new AtomicBoolean();

		private Subscription upstream = Operators.emptySubscription();

		Sending(CoreSubscriber<? super byte[]> actual, UnaryOperator<Throwable> broken) {
			this.actual = actual;
			this.broken = broken;
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
		public void onNext(byte[] element) {
			this.actual.onNext(element);
		}

		@Override
		public void onError(Throwable failure) {
			if (this.ended.compareAndSet(false, true)) {
				this.actual.onError(failure);
			}
		}

		@Override
		public void onComplete() {
			if (this.ended.compareAndSet(false, true)) {
				this.actual.onComplete();
			}
		}

		void broken(Throwable failure) {
			this.upstream.cancel();
			onError(this.broken.apply(failure));
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
