package io.rpcparallel.benchmarks.figure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.benchmarks.contender.Completion;

/**
 * Keeps a number of calls outstanding for a while. Who is told that one has ended makes
 * the next, as {@code flatMap} does.
 */
final class Load {

	private final Operation operation;

	private final long deadline;

	private final CountDownLatch running;

	private final AtomicLong count = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private Load(Operation operation, int outstanding, Duration window) {
		this.operation = operation;
		this.running = new CountDownLatch(outstanding);
		this.deadline = System.nanoTime() + window.toNanos();
	}

	static Result run(Operation operation, int outstanding, Duration window) throws Exception {
		long start = System.nanoTime();
		Load load = new Load(operation, outstanding, window);
		for (int i = 0; i < outstanding; i++) {
			load.new Slot(i).next();
		}
		if (!load.running.await(window.toSeconds() + 60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("%d calls were never answered".formatted(load.running.getCount()));
		}
		Throwable failure = load.failure.get();
		if (failure != null) {
			throw new IllegalStateException("A call has failed: " + failure, failure);
		}
		return new Result(load.count.get(), (System.nanoTime() - start) / 1e9);
	}

	/**
	 * Makes a call.
	 */
	interface Operation {

		void start(int query, Completion completion);

		long expected(int query);

	}

	/**
	 * What came of it.
	 *
	 * @param count calls that were answered
	 * @param seconds how long that took
	 */
	record Result(long count, double seconds) {

		double perSecond() {
			return this.count / this.seconds;
		}

	}

	/**
	 * One call after the other.
	 */
	private final class Slot implements Completion {

		private int query;

		Slot(int query) {
			this.query = query;
		}

		void next() {
			Load.this.operation.start(this.query, this);
		}

		@Override
		public void done(long answer) {
			if (answer != Load.this.operation.expected(this.query)) {
				failed(new IllegalStateException("%d is no answer to %d".formatted(answer, this.query)));
				return;
			}
			Load.this.count.incrementAndGet();
			if (System.nanoTime() < Load.this.deadline) {
				this.query++;
				next();
			}
			else {
				Load.this.running.countDown();
			}
		}

		@Override
		public void failed(Throwable ex) {
			Load.this.failure.compareAndSet(null, ex);
			Load.this.running.countDown();
		}

	}

}
