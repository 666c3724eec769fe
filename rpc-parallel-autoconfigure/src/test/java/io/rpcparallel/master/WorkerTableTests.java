package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerTable}.
 */
class WorkerTableTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1), 2);

	@Test
	void whatALostWorkerHadSaidBeforeChangesNothingWhenItIsReadAfterwards() {
		TestWorker worker = TestWorker.up(this.table, "one", 4711).heard(2).lost("killed").heard(8);
		WorkerSnapshot snapshot = this.table.workers().get(0);
		assertThat(snapshot.inFlight()).isZero();
		assertThat(this.table.queued()).isZero();
		assertThat(this.table.vitalSigns(worker.id())).isEqualTo(TestWorker.vitalSigns(2));
	}

	@Test
	void onlyTheLastOfManyLostWorkersAreKept() {
		TestWorker.up(this.table, "alive", 1);
		IntStream.range(0, 250).forEach((number) -> TestWorker.up(this.table, "w" + number, 1).lost("killed"));
		List<WorkerSnapshot> workers = this.table.workers();
		assertThat(workers).hasSize(101).extracting(WorkerSnapshot::name).startsWith("alive", "w150").endsWith("w249");
		assertThat(this.table.lostWorkers()).extracting((lost) -> lost.report().worker().name())
			.containsExactly("w249", "w248");
	}

	@Test
	void itIsReadWhileWorkersComeAndAreLost() {
		List<CompletableFuture<Void>> changes = IntStream.range(0, 3)
			.mapToObj((each) -> CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 500; i++) {
					TestWorker worker = TestWorker.up(this.table, "w" + each, i);
					if (i % 5 == 0) {
						worker.ended();
					}
					else {
						worker.lost("killed");
					}
				}
			}))
			.toList();
		CompletableFuture<Void> all = CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new));
		do {
			assertThat(this.table.workers()).hasSizeLessThanOrEqualTo(106);
			assertThat(this.table.find("nobody")).isNull();
		}
		while (!all.isDone());
		assertThat(all).isCompleted();
		assertThat(this.table.workers()).hasSize(100);
	}

}
