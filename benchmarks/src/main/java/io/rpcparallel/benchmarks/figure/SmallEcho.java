package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;

/**
 * How many times a second 1 KiB goes there and back, with 64 under way.
 */
class SmallEcho extends Figure<Calls> {

	SmallEcho() {
		super("echo-1k", Calls.class);
	}

	@Override
	protected Map<Metric, Double> take(Calls contender, Form form) throws Exception {
		return Map.of(Metric.ECHO_SMALL, Echo.run(contender, 1 << 10, 64, form).perSecond());
	}

}
