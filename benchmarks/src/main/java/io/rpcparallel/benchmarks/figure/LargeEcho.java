package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;

/**
 * How many bytes a second go there and back in pieces of 1 MiB, with four under way. Each
 * byte counts once.
 */
class LargeEcho extends Figure<Calls> {

	private static final int SIZE = 1 << 20;

	LargeEcho() {
		super("echo-1m", Calls.class);
	}

	@Override
	protected Map<Metric, Double> take(Calls contender, Form form) throws Exception {
		return Map.of(Metric.ECHO_LARGE, Echo.run(contender, SIZE, 4, form).perSecond() * SIZE / 1e6);
	}

}
