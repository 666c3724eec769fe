package io.rpcparallel.benchmarks.figure;

import java.util.Map;
import java.util.stream.LongStream;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;

/**
 * How long a caller waits who makes one call after the other.
 */
class BlockingCall extends Figure<Calls> {

	BlockingCall() {
		super("blocking-call", Calls.class);
	}

	@Override
	protected Map<Metric, Double> take(Calls contender, Form form) throws Exception {
		LongStream.Builder times = LongStream.builder();
		long start = System.nanoTime();
		long deadline = start + form.window().toNanos();
		for (int query = 0; start < deadline; query++) {
			int answer = contender.call(query);
			long end = System.nanoTime();
			if (answer != query + 1) {
				throw new IllegalStateException("%d is no answer to %d".formatted(answer, query));
			}
			times.add(end - start);
			start = end;
		}
		long[] sorted = times.build().sorted().toArray();
		return Map.of(Metric.CALL_P50, micros(sorted, 0.5), Metric.CALL_P99, micros(sorted, 0.99));
	}

	private static double micros(long[] sorted, double share) {
		return sorted[(int) (sorted.length * share)] / 1e3;
	}

}
