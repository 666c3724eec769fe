package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.FunctionUses;
import io.rpcparallel.protocol.FunctionUses.FunctionUse;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Counts the calls of a worker's functions and how long they take. Costs a call some
 * twenty nanoseconds, and no memory.
 */
class FunctionCounts {

	// By the functions' numbers
	private final Count[] counts;

	FunctionCounts(int functions) {
		this.counts = new Count[functions];
		for (int i = 0; i < functions; i++) {
			this.counts[i] = new Count();
		}
	}

	/**
	 * A call fails, and will have {@linkplain #ended ended}.
	 * @param function its function
	 */
	void failed(RegisteredFunction function) {
		this.counts[function.index()].failures.increment();
	}

	/**
	 * A call has ended.
	 * @param function its function
	 * @param nanos how long it took
	 */
	void ended(RegisteredFunction function, long nanos) {
		Count count = this.counts[function.index()];
		count.calls.increment();
		count.total.add(nanos);
		if (nanos > count.longest.get()) {
			count.longest.accumulateAndGet(nanos, Math::max);
		}
	}

	/**
	 * Count a call that is answered by a stream, from now on.
	 * @param function its function
	 * @param elements the stream
	 * @param <T> the elements
	 * @return the same stream
	 */
	<T> Flux<T> counted(RegisteredFunction function, Flux<T> elements) {
		long start = System.nanoTime();
		return elements.doOnError((ex) -> failed(function))
			.doFinally((signal) -> ended(function, System.nanoTime() - start));
	}

	/**
	 * Count a message, from now on.
	 * @param function its function
	 * @param execution its execution
	 * @return the same execution
	 */
	Mono<Void> counted(RegisteredFunction function, Mono<Void> execution) {
		long start = System.nanoTime();
		return execution.doOnError((ex) -> failed(function))
			.doFinally((signal) -> ended(function, System.nanoTime() - start));
	}

	/**
	 * Read what was counted.
	 * @return the functions that were called
	 */
	FunctionUses read() {
		return new FunctionUses(IntStream.range(0, this.counts.length)
			.mapToObj((index) -> this.counts[index].read(index))
			.filter((use) -> use.calls() > 0)
			.toList());
	}

	/**
	 * What is counted of one function.
	 */
	private static final class Count {

		private final LongAdder calls = new LongAdder();

		private final LongAdder failures = new LongAdder();

		private final LongAdder total = new LongAdder();

		private final AtomicLong longest = new AtomicLong();

		FunctionUse read(int function) {
			return new FunctionUse(function, this.calls.sum(), this.failures.sum(), Duration.ofNanos(this.total.sum()),
					Duration.ofNanos(this.longest.get()));
		}

	}

}
