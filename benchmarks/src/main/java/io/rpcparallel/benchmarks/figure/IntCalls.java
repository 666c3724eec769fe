package io.rpcparallel.benchmarks.figure;

import io.rpcparallel.benchmarks.contender.Calls;
import io.rpcparallel.benchmarks.contender.Completion;

/**
 * Int calls as a load.
 *
 * @param contender whom to call
 */
record IntCalls(Calls contender) implements Load.Operation {

	@Override
	public void start(int query, Completion completion) {
		this.contender.submit(query, completion);
	}

	@Override
	public long expected(int query) {
		return query + 1;
	}

}
