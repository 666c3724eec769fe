package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

import io.rpcparallel.registry.RegisteredFunction;

/**
 * Knows which functions take less time than it takes to hand them to another thread, or
 * little more.
 */
class BriefFunctions {

	/**
	 * How long a call of such a function may take. A change of threads costs some 10 us.
	 */
	private static final long LIMIT = Duration.ofNanos(100_000).toNanos();

	/**
	 * How many calls in a row have to be brief before that is relied on.
	 */
	private static final int NEEDED = 16;

	private final FunctionCounts counts;

	// By the functions' numbers. Calls that end together may count as one
	private final AtomicIntegerArray brief;

	/**
	 * Create functions of which none has been called.
	 * @param functions how many there are
	 * @param counts counts the calls that end
	 */
	BriefFunctions(int functions, FunctionCounts counts) {
		this.counts = counts;
		this.brief = new AtomicIntegerArray(functions);
	}

	/**
	 * Return whether a function can be expected to be brief.
	 * @param function the function
	 * @return whether its last calls were
	 */
	boolean contains(RegisteredFunction function) {
		return this.brief.get(function.index()) >= NEEDED;
	}

	/**
	 * A call has ended.
	 * @param function its function
	 * @param nanos how long it took
	 */
	void ran(RegisteredFunction function, long nanos) {
		this.counts.ended(function, nanos);
		int before = this.brief.get(function.index());
		if (nanos > LIMIT) {
			this.brief.set(function.index(), 0);
		}
		else if (before < NEEDED) {
			this.brief.set(function.index(), before + 1);
		}
	}

}
