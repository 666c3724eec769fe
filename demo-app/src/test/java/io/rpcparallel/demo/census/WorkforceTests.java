package io.rpcparallel.demo.census;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class WorkforceTests {

	private final SourceList sources = new SourceList();

	private final CountClasses countClasses = new CountClasses();

	private Ledger ledger;

	@BeforeEach
	void writeJars(@TempDir Path folder) {
		for (int i = 0; i < 20; i++) {
			this.sources.addWithJars(new Jars().with(HashMap.class).writeTo(folder.resolve(i + ".jar")));
		}
		this.ledger = new Ledger(this.sources, new ProgressLines(new PrintStream(PrintStream.nullOutputStream())));
	}

	@Test
	void workersCountEverySourceOnce() {
		InProcessWorkers workers = new InProcessWorkers();
		count(workers, 3);
		assertThat(this.ledger.census().total().classes()).isEqualTo(20);
		assertThat(this.ledger.shares()).extracting(Share::worker).containsExactly("census-1", "census-2", "census-3");
		assertThat(this.ledger.shares().stream().mapToInt(Share::sources).sum()).isEqualTo(20);
		assertThat(this.ledger.shares().stream().mapToLong(Share::bytes).sum())
			.isEqualTo(this.ledger.census().total().bytes());
		assertThat(workers.open()).isEmpty();
	}

	@Test
	void workersHaveNamesAndAreSilent() {
		InProcessWorkers workers = new InProcessWorkers();
		count(workers, 2);
		assertThat(workers.spawned()).extracting(SpawnOptions::name).containsExactlyInAnyOrder("census-1", "census-2");
		assertThat(workers.spawned()).allSatisfy((options) -> {
			assertThat(options.stdout()).isEqualTo(WorkerOutput.discard());
			assertThat(options.stderr()).isEqualTo(WorkerOutput.discard());
		});
	}

	@Test
	void thereAreNoMoreWorkersThanSources() {
		InProcessWorkers workers = new InProcessWorkers();
		count(workers, 100);
		assertThat(workers.spawned()).hasSize(20);
	}

	@Test
	void nothingToCountNeedsNoWorker() {
		InProcessWorkers workers = new InProcessWorkers();
		SourceList nothing = new SourceList();
		new Workforce(workers.operations(), this.countClasses).count(nothing.sources(), 2, this.ledger);
		assertThat(workers.spawned()).isEmpty();
	}

	@Test
	void aLostWorkerEndsTheCensusAndAllConnections() {
		InProcessWorkers workers = new InProcessWorkers(Set.of("census-1"), Set.of());
		assertThatExceptionOfType(CensusException.class).isThrownBy(() -> count(workers, 2))
			.withMessageContaining("Worker 'census-1' is lost: its process was killed")
			.withCauseInstanceOf(WorkerLostException.class);
		assertThat(workers.open()).isEmpty();
	}

	@Test
	void aWorkerThatDoesNotStartEndsTheCensusAndAllConnections() {
		InProcessWorkers workers = new InProcessWorkers(Set.of(), Set.of("census-1"));
		assertThatExceptionOfType(CensusException.class).isThrownBy(() -> count(workers, 4))
			.withMessageContaining("Worker 'census-1' did not start: no more processes")
			.withCauseInstanceOf(WorkerException.class);
		assertThat(workers.open()).isEmpty();
	}

	private void count(InProcessWorkers workers, int size) {
		new Workforce(workers.operations(), this.countClasses).count(this.sources.sources(), size, this.ledger);
	}

}
