package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import io.rpcparallel.demo.explorer.ExplorerEvent.Pulse;
import io.rpcparallel.master.WorkerTable;

/**
 * Looks twice a second how everything is, as long as there is a page that shows it.
 */
@Component
@InExplorer
class Pulses {

	private static final Duration INTERVAL = Duration.ofMillis(500);

	private final WorkerTable table;

	private final Crew crew;

	private final TileScheduler scheduler;

	private final Flux<Pulse> shared;

	Pulses(WorkerTable table, Crew crew, TileScheduler scheduler) {
		this.table = table;
		this.crew = crew;
		this.scheduler = scheduler;
		this.shared = Flux.interval(Duration.ZERO, INTERVAL)
			.onBackpressureDrop()
			.map((ignored) -> pulse())
			.publish()
			.refCount();
	}

	/**
	 * Return the pulses from now on. Who reads slowly gets fewer.
	 * @return the pulses, without end
	 */
	Flux<Pulse> pulses() {
		return this.shared.onBackpressureLatest();
	}

	Pulse pulse() {
		long pid = ProcessHandle.current().pid();
		List<WorkerView> workers = this.table.workers()
			.stream()
			.map((worker) -> WorkerView.of(worker, this.crew.member(worker.id()).orElse(null)))
			.toList();
		return new Pulse(System.nanoTime() / 1_000_000, pid, ResidentMemory.of(pid), workers, this.crew.wished(),
				this.scheduler.waiting(), this.scheduler.rendered(), this.crew.startFailure());
	}

}
