package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Heartbeat;
import io.rpcparallel.protocol.WorkerBranch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerBranches}.
 */
class WorkerBranchesTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	@Test
	void workersAreToldWithThoseBelowThem() {
		TestWorker one = TestWorker.up(this.table, "one", 4711).heard(3).with(branch(List.of(branch(List.of()))));
		TestWorker.starting(this.table, "two");
		List<WorkerBranch> branches = WorkerBranches.of(this.table.workers());
		assertThat(branches).extracting(WorkerBranch::name).containsExactly("one", "two");
		assertThat(branches).extracting(WorkerBranch::state).containsExactly("UP", "STARTING");
		WorkerBranch first = branches.get(0);
		assertThat(first.id()).isEqualTo(one.id());
		assertThat(first.pid()).isEqualTo(4711);
		assertThat(first.inFlight()).isEqualTo(3);
		assertThat(first.resident()).isEqualTo(90_000_000);
		assertThat(first.workers()).singleElement().satisfies((below) -> assertThat(below.workers()).hasSize(1));
	}

	@Test
	void aHeartbeatCarriesThem() {
		TestWorker.up(this.table, "one", 4711).heard(3).with(branch(List.of()));
		ControlCodec codec = new ControlCodec();
		VitalSigns vitalSigns = TestWorker.vitalSigns(1);
		Heartbeat heartbeat = new Heartbeat(vitalSigns, WorkerBranches.of(this.table.workers()));
		assertThat(codec.decode(codec.encode(heartbeat), Heartbeat.class)).isEqualTo(heartbeat);
		Heartbeat alone = new Heartbeat(vitalSigns, null);
		assertThat(codec.decode(codec.encode(alone), Heartbeat.class)).isEqualTo(alone);
	}

	@Test
	void onlySoManyAreTold() {
		IntStream.range(0, WorkerBranch.MOST / 2)
			.forEach((i) -> TestWorker.up(this.table, "w" + i, i)
				.with(branch(Collections.nCopies(9, branch(List.of())))));
		List<WorkerBranch> branches = WorkerBranches.of(this.table.workers());
		assertThat(branches).hasSize(WorkerBranch.MOST / 2);
		assertThat(count(branches)).isBetween(WorkerBranch.MOST - 10, WorkerBranch.MOST);
		IntStream.range(0, WorkerBranch.MOST).forEach((i) -> TestWorker.starting(this.table, "s" + i));
		assertThat(WorkerBranches.of(this.table.workers())).hasSize(WorkerBranch.MOST)
			.allSatisfy((branch) -> assertThat(branch.workers()).isEmpty());
	}

	@Test
	void ofALongReasonForALossOnlyTheBeginningIsTold() {
		TestWorker.up(this.table, "one", 4711).lost("x".repeat(100_000));
		assertThat(WorkerBranches.of(this.table.workers())).singleElement()
			.satisfies((branch) -> assertThat(branch.end()).startsWith("xxx").hasSizeLessThan(600));
	}

	private static int count(List<WorkerBranch> branches) {
		return branches.stream().mapToInt((branch) -> 1 + count(branch.workers())).sum();
	}

	private static WorkerBranch branch(List<WorkerBranch> workers) {
		return new WorkerBranch(UUID.randomUUID(), "below", "UP", false, 5L, Instant.now(), null, 0, null, null,
				workers);
	}

}
