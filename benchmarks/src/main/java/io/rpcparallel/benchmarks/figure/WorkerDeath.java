package io.rpcparallel.benchmarks.figure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Mortal;
import io.rpcparallel.benchmarks.process.Pause;

/**
 * How long a caller does not know that the worker was killed which it waits for.
 */
class WorkerDeath extends StartFigure<Mortal> {

	private static final Duration UNDER_WAY = Duration.ofMillis(200);

	WorkerDeath() {
		super("worker-death", Mortal.class);
	}

	@Override
	public boolean isFatal() {
		return true;
	}

	@Override
	protected Map<Metric, Double> take(Mortal contender, Form form) throws Exception {
		Optional<ProcessHandle> worker = contender.worker();
		if (worker.isEmpty()) {
			return Map.of();
		}
		CompletableFuture<Long> noticed = new CompletableFuture<>();
		new Thread(() -> call(contender, noticed), "caller").start();
		Pause.of(UNDER_WAY);
		if (noticed.isDone()) {
			throw new IllegalStateException("The call has ended before its worker");
		}
		long start = System.nanoTime();
		worker.get().destroyForcibly();
		return Map.of(Metric.WORKER_DEATH, (noticed.get(1, TimeUnit.MINUTES) - start) / 1e6);
	}

	private static void call(Mortal contender, CompletableFuture<Long> noticed) {
		try {
			int answer = contender.call(-1);
			noticed.completeExceptionally(new IllegalStateException("Got an answer where there is none: " + answer));
		}
		catch (Exception ex) {
			noticed.complete(System.nanoTime());
		}
	}

}
