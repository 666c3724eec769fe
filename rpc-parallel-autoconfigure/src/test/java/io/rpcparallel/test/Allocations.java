package io.rpcparallel.test;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * Counts what the current thread allocates.
 */
public final class Allocations {

	private static final int ROUNDS = 20_000;

	private Allocations() {
	}

	/**
	 * Return how many bytes something allocates once it is compiled.
	 */
	public static long perRun(Runnable task) {
		allocated(task);
		return allocated(task) / ROUNDS;
	}

	private static long allocated(Runnable task) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < ROUNDS; i++) {
			task.run();
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
