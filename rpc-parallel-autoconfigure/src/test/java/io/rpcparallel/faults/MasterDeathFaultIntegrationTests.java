package io.rpcparallel.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.OrphansApplication;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Masters that are killed or told to end, and workers that are, with what they leave.
 */
@LeavesNothingBehind
@Timeout(300)
class MasterDeathFaultIntegrationTests {

	private static final int WORKERS = Math.min(16, Integer.getInteger("rpc-parallel.test.workers", 4));

	// Several times what it takes, for a machine that has much else to do
	private static final Duration GONE = Duration.ofSeconds(3);

	@TempDir
	private Path folder;

	@Test
	@Tag("C1")
	@Tag("C2")
	@Tag("C3")
	void workersThatAreIdleOrCountOrHaveChildrenAreGoneAtOnceWhenTheirMasterIsKilled() {
		try (MasterProcess master = start()) {
			List<Long> children = pids(master, "CHILDREN ");
			List<Long> workers = pids(master, "WORKERS ");
			assertThat(workers).hasSize(WORKERS).allMatch(Leftovers::isRunning);
			assertThat(children).hasSize(WORKERS / 2).allMatch(Leftovers::isRunning);
			long start = System.nanoTime();
			Processes.kill(master.pid());
			awaitGone(workers, GONE, start, "workers");
			awaitGone(children, GONE, start, "processes that they had started");
		}
	}

	@Test
	@Tag("C6")
	void aSignalToAllOfThemEndsThemOnce() {
		try (MasterProcess master = start()) {
			List<Long> workers = pids(master, "WORKERS ");
			Stream.concat(Stream.of(master.pid()), workers.stream()).forEach((pid) -> Processes.signal("TERM", pid));
			assertThat(master.awaitExit()).as(master::toString).isEqualTo(143);
			assertThat(workers).noneMatch(Leftovers::isRunning);
		}
	}

	@Test
	@Tag("C5")
	void whatAWorkerHasStartedIsGoneWhenTheWorkerIsKilled() {
		try (TestMaster master = TestMaster.start(OrphansApplication.class)) {
			StatelessRpcFunction<Integer, Long> startSleep = master.bean("startSleep");
			StatelessRpcFunction<Integer, Long> startDetached = master.bean("startDetached");
			WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults());
			List<Long> children = List.of(worker.run(startSleep, 1000), worker.run(startDetached, 1000));
			long start = System.nanoTime();
			Processes.kill(worker.worker().pid());
			awaitGone(children, GONE, start, "processes of a worker that was killed");
			worker.close();
		}
	}

	private MasterProcess start() {
		MasterProcess master = MasterProcess.of(OrphansApplication.class)
			.arguments(Integer.toString(WORKERS))
			.environment("SPRING_MAIN_WEB_APPLICATION_TYPE", "none")
			.start(this.folder);
		master.awaitLines("STARTED ", WORKERS);
		return master;
	}

	private static List<Long> pids(MasterProcess master, String line) {
		return Stream.of(master.awaitLine(line).split(",")).map(Long::valueOf).toList();
	}

	private static void awaitGone(List<Long> pids, Duration bar, long start, String who) {
		Awaitility.await(who + " are gone")
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> pids.stream().noneMatch(Leftovers::isRunning));
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		System.out.println("%d %s were gone after %d ms".formatted(pids.size(), who, taken.toMillis()));
		assertThat(taken).as(who).isLessThan(bar);
	}

}
