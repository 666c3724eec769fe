package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;

/**
 * How many calls a second there are when many are outstanding.
 */
class ManyCalls extends Figure<Calls> {

	private static final int OUTSTANDING = 256;

	ManyCalls() {
		super("calls-256", Calls.class);
	}

	@Override
	protected Map<Metric, Double> take(Calls contender, Form form) throws Exception {
		return Map.of(Metric.CALLS_256, Load.run(new IntCalls(contender), OUTSTANDING, form.window()).perSecond());
	}

}
