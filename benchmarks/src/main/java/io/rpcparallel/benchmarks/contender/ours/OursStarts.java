package io.rpcparallel.benchmarks.contender.ours;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.benchmarks.contender.Fleet;
import io.rpcparallel.benchmarks.contender.Starts;
import io.rpcparallel.benchmarks.process.Pause;
import io.rpcparallel.benchmarks.process.ProcessUse;

/**
 * Spawns workers.
 */
class OursStarts implements Starts {

	private final WorkerOperations workers;

	private final OursFunctions functions;

	OursStarts(WorkerOperations workers, OursFunctions functions) {
		this.workers = workers;
		this.functions = functions;
	}

	OursFunctions functions() {
		return this.functions;
	}

	@Override
	public Fleet start(int count) {
		List<WorkerConnection<Object>> connections = Objects
			.requireNonNull(Flux.range(0, count).flatMap((i) -> spawn(), count).collectList().block());
		List<Long> pids = connections.stream().map((connection) -> connection.worker().pid()).toList();
		return new Fleet(pids, () -> connections.forEach(WorkerConnection::close));
	}

	private Mono<WorkerConnection<Object>> spawn() {
		return this.workers.spawnAsync(SpawnOptions.defaults())
			.flatMap((connection) -> connection.submit(this.functions.increment(), 1).thenReturn(connection));
	}

	// Workers that wait started, and what trains a cache, show as children that are busy
	@Override
	public void settle() {
		Set<Long> quiet = ConcurrentHashMap.newKeySet();
		Pause.until(() -> childrenAreQuiet(quiet), Duration.ofMinutes(2));
	}

	private static boolean childrenAreQuiet(Set<Long> seen) {
		List<Long> children = ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
		double before = cpuSeconds(children);
		Pause.of(Duration.ofMillis(300));
		boolean known = seen.equals(Set.copyOf(children));
		seen.clear();
		seen.addAll(children);
		return known && cpuSeconds(children) - before < 0.03;
	}

	private static double cpuSeconds(List<Long> pids) {
		return pids.stream().mapToDouble(ProcessUse::cpuSeconds).sum();
	}

	@Override
	public void close() {
		// Nothing outlives a measurement
	}

}
