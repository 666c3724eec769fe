package io.rpcparallel.benchmarks.figure;

import java.util.EnumMap;
import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Fleet;
import io.rpcparallel.benchmarks.contender.Starts;
import io.rpcparallel.benchmarks.process.Pause;
import io.rpcparallel.benchmarks.process.ProcessUse;

/**
 * How long it takes to start a process and have its first answer, and what it costs.
 */
class ColdStart extends StartFigure<Starts> {

	ColdStart() {
		super("cold-start", Starts.class);
	}

	@Override
	protected Map<Metric, Double> take(Starts contender, Form form) throws Exception {
		contender.settle();
		long start = System.nanoTime();
		try (Fleet fleet = contender.start(1)) {
			long end = System.nanoTime();
			long pid = fleet.pids().get(0);
			Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
			metrics.put(Metric.START_WALL, (end - start) / 1e6);
			metrics.put(Metric.START_CPU, ProcessUse.cpuSeconds(pid));
			Pause.of(form.idle());
			ProcessUse.memory(pid, "Rss").ifPresent((rss) -> metrics.put(Metric.IDLE_RSS, rss));
			ProcessUse.memory(pid, "Pss").ifPresent((pss) -> metrics.put(Metric.IDLE_PSS, pss));
			return metrics;
		}
	}

}
