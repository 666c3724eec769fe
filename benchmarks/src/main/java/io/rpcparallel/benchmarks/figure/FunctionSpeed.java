package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Computing;

/**
 * How fast a function that only computes is in a warm worker, beside the same in the
 * master. By CPU time, as other processes disturb that least.
 */
class FunctionSpeed extends Figure<Computing> {

	// Some 30 ms
	private static final int COUNT = 100_000;

	FunctionSpeed() {
		super("function-speed", Computing.class);
	}

	@Override
	protected Map<Metric, Double> take(Computing contender, Form form) {
		long here = 0;
		long inWorker = 0;
		long deadline = System.nanoTime() + form.window().toNanos();
		do {
			here += contender.computeHere(COUNT);
			inWorker += contender.computeInWorker(COUNT);
		}
		while (System.nanoTime() < deadline);
		return Map.of(Metric.FUNCTION_SPEED, 100.0 * here / inWorker);
	}

}
