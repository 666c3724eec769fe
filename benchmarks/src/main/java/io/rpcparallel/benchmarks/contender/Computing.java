package io.rpcparallel.benchmarks.contender;

/**
 * Runs a function that only computes, in this process and in a worker.
 */
public interface Computing extends Contender {

	/**
	 * Compute in this process.
	 * @param count how much
	 * @return the CPU time of it, in nanoseconds
	 */
	long computeHere(int count);

	/**
	 * Compute in a worker.
	 * @param count how much
	 * @return the CPU time of it, in nanoseconds
	 */
	long computeInWorker(int count);

}
