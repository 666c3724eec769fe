package io.rpcparallel.benchmarks.contender;

import java.util.List;

/**
 * Processes that were started and have answered.
 *
 * @param pids their process ids
 * @param end ends them
 */
public record Fleet(List<Long> pids, Runnable end) implements AutoCloseable {

	@Override
	public void close() {
		this.end.run();
	}

}
