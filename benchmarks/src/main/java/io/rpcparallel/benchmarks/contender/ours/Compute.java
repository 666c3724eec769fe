package io.rpcparallel.benchmarks.contender.ours;

import java.lang.management.ManagementFactory;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Follows the Collatz sequences of the first numbers, and says how much CPU time that
 * took, in nanoseconds.
 */
@WorkerFunction
class Compute implements StatelessRpcFunction<Integer, Long> {

	@Override
	public Long call(Integer count) {
		long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long steps = 0;
		for (int i = 1; i <= count; i++) {
			for (long n = i; n != 1; n = ((n & 1) == 0) ? n / 2 : 3 * n + 1) {
				steps++;
			}
		}
		if (steps < count - 1) {
			throw new IllegalStateException("%d steps for %d numbers".formatted(steps, count));
		}
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
	}

}
