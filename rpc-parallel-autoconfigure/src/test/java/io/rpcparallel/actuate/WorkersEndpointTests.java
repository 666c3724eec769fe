package io.rpcparallel.actuate;

import java.time.Duration;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import io.rpcparallel.actuate.WorkersEndpoint.WorkerDescriptor;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkersEndpoint}.
 */
class WorkersEndpointTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	private final WorkersEndpoint endpoint = new WorkersEndpoint(this.table);

	@Test
	void withoutWorkersTheListIsEmpty() {
		assertThat(this.endpoint.workers().workers()).isEmpty();
	}

	@Test
	void workersAreListedInTheOrderTheyWereAskedFor() {
		TestWorker.starting(this.table, "one");
		TestWorker.up(this.table, "two", 2).ending();
		TestWorker.served(this.table, "three");
		assertThat(this.endpoint.workers().workers())
			.extracting(WorkerDescriptor::name, WorkerDescriptor::state, WorkerDescriptor::served)
			.containsExactly(Tuple.tuple("one", WorkerState.STARTING, false),
					Tuple.tuple("two", WorkerState.ENDING, false), Tuple.tuple("three", WorkerState.UP, true));
	}

	@Test
	void aWorkerThatAnswersShowsHowItIs() {
		TestWorker worker = TestWorker.up(this.table, "one", 4711).heard(3);
		WorkerDescriptor shown = this.endpoint.workers().workers().get(0);
		assertThat(shown.id()).isEqualTo(worker.id());
		assertThat(shown.pid()).isEqualTo(4711);
		assertThat(shown.inFlight()).isEqualTo(3);
		assertThat(shown.uptime()).isNotNull();
		assertThat(shown.lastHeartbeat()).isNotNull().isLessThanOrEqualTo(shown.uptime().plusMillis(1));
		assertThat(shown.end()).isNull();
	}

	@Test
	void aLostWorkerShowsWhy() {
		TestWorker.up(this.table, "one", 4711).heard(3).lost("exit code 137");
		WorkerDescriptor shown = this.endpoint.workers().workers().get(0);
		assertThat(shown.state()).isEqualTo(WorkerState.LOST);
		assertThat(shown.end()).isEqualTo("exit code 137");
		assertThat(shown.inFlight()).isZero();
		assertThat(shown.uptime()).isNull();
	}

}
