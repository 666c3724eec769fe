package io.rpcparallel.benchmarks.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits.
 */
public final class Pause {

	private Pause() {
	}

	/**
	 * Wait for a time.
	 * @param duration how long
	 */
	public static void of(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		for (long rest = duration.toNanos(); rest > 0; rest = end - System.nanoTime()) {
			LockSupport.parkNanos(rest);
		}
	}

	/**
	 * Wait for a condition, which is looked at every other millisecond.
	 * @param condition what to wait for
	 * @param limit how long to wait at most
	 * @throws IllegalStateException if it does not come about
	 */
	public static void until(BooleanSupplier condition, Duration limit) {
		long end = System.nanoTime() + limit.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("Did not come about within " + limit);
			}
			of(Duration.ofMillis(2));
		}
	}

}
