package io.rpcparallel.benchmarks.figure;

import java.util.EnumMap;
import java.util.Map;

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
		caller = Vitals.ofThisProcess().since(caller);
		worker = contender.workerVitals().since(worker);
		Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
		metrics.put(Metric.CALLS_64, result.perSecond());
		metrics.put(Metric.CPU_CALLER, caller.cpuNanos() / 1e3 / result.count());
		metrics.put(Metric.CPU_WORKER, worker.cpuNanos() / 1e3 / result.count());
		metrics.put(Metric.CPU_BOTH, (caller.cpuNanos() + worker.cpuNanos()) / 1e3 / result.count());
		metrics.put(Metric.ALLOCATION_CALLER, (double) caller.allocatedBytes() / result.count());
		metrics.put(Metric.ALLOCATION_WORKER, (double) worker.allocatedBytes() / result.count());
		metrics.put(Metric.ALLOCATION_BOTH,
				(double) (caller.allocatedBytes() + worker.allocatedBytes()) / result.count());
		return metrics;
	}

}
