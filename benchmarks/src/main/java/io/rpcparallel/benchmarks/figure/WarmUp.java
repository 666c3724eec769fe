package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;

/**
 * Makes calls before anything is measured, until the JVMs have compiled what calls need.
 */
class WarmUp extends Figure<Calls> {

	static final String NAME = "warm-up";

	private static final int OUTSTANDING = 64;

	WarmUp() {
		super(NAME, Calls.class);
	}

	@Override
	protected Map<Metric, Double> take(Calls contender, Form form) throws Exception {
		contender.call(1);
		Load.run(new IntCalls(contender), OUTSTANDING, form.warmUp());
		return Map.of();
	}

	@Override
	public int warmUps(Form form) {
		return 0;
	}

	@Override
	public int rounds(Form form) {
		return 1;
	}

}
