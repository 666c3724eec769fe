package io.rpcparallel.benchmarks.figure;

import java.util.Map;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Streams;

/**
 * How many ints a second a stream to the worker carries.
 */
class StreamToWorker extends Figure<Streams> {

	StreamToWorker() {
		super("stream-to-worker", Streams.class);
	}

	@Override
	protected Map<Metric, Double> take(Streams contender, Form form) throws Exception {
		int count = form.elementsToWorker();
		long start = System.nanoTime();
		long sum = contender.toWorker(count);
		double seconds = (System.nanoTime() - start) / 1e9;
		if (sum != (count - 1L) * count / 2) {
			throw new IllegalStateException("The sum of the stream is wrong: " + sum);
		}
		return Map.of(Metric.STREAM_TO_WORKER, count / seconds);
	}

}
