package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Fleet;
import io.rpcparallel.benchmarks.contender.Starts;
import io.rpcparallel.benchmarks.process.ProcessUse;

/**
 * How long it takes until the last of several processes that are started at once has
 * answered, and what each costs.
 */
class StartsAtOnce extends StartFigure<Starts> {

	StartsAtOnce() {
		super("starts-at-once", Starts.class);
	}

	@Override
	public int rounds(Form form) {
		return 1 + form.startRounds() / 4;
	}

	@Override
	protected Map<Metric, Double> take(Starts contender, Form form) throws Exception {
		contender.settle();
		long start = System.nanoTime();
		try (Fleet fleet = contender.start(form.startsAtOnce())) {
			double seconds = (System.nanoTime() - start) / 1e9;
			double cpu = fleet.pids().stream().mapToDouble(ProcessUse::cpuSeconds).average().orElseThrow();
			return Map.of(Metric.AT_ONCE_WALL, seconds, Metric.AT_ONCE_CPU, cpu);
		}
	}

}
