package io.rpcparallel.benchmarks.figure;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;
import io.rpcparallel.benchmarks.contender.Vitals;

/**
 * How many calls a second there are when some are outstanding, and what each costs.
 */
class CostOfCalls extends Figure<Calls> {

	private static final int OUTSTANDING = 64;

	CostOfCalls() {
		super("calls-64", Calls.class);
	}

	@Override
	protected Map<Metric, Double> take(Calls contender, Form form) throws Exception {
		Vitals worker = contender.workerVitals();
		Vitals caller = Vitals.ofThisProcess();
		Load.Result result = Load.run(new IntCalls(contender), OUTSTANDING, form.window());
		Vitals callerThen = Vitals.ofThisProcess();
		Vitals workerThen = contender.workerVitals();
		Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
		metrics.put(Metric.CALLS_64, result.perSecond());
		cpu(metrics, callerThen.cpuNanosSince(caller) / 1e3 / result.count(),
				workerThen.cpuNanosSince(worker) / 1e3 / result.count());
		OptionalLong byCaller = callerThen.allocatedBytesSince(caller);
		OptionalLong byWorker = workerThen.allocatedBytesSince(worker);
		if (byCaller.isPresent() && byWorker.isPresent()) {
			allocation(metrics, (double) byCaller.getAsLong() / result.count(),
					(double) byWorker.getAsLong() / result.count());
		}
		return metrics;
	}

	private static void cpu(Map<Metric, Double> metrics, double caller, double worker) {
		metrics.put(Metric.CPU_CALLER, caller);
		metrics.put(Metric.CPU_WORKER, worker);
		metrics.put(Metric.CPU_BOTH, caller + worker);
	}

	private static void allocation(Map<Metric, Double> metrics, double caller, double worker) {
		metrics.put(Metric.ALLOCATION_CALLER, caller);
		metrics.put(Metric.ALLOCATION_WORKER, worker);
		metrics.put(Metric.ALLOCATION_BOTH, caller + worker);
	}

}
