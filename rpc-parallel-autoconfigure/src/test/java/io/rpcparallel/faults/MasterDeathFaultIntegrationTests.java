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
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Masters that are killed or told to end, and workers that are, with what they leave.
 */
@LeavesNothingBehind
@Repeated
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
			Gone idle = new Gone("C1", "idle workers", pids(master, "IDLE "));
			Gone counting = new Gone("C2", "counting workers", pids(master, "COUNTING "));
			Gone parents = new Gone("C3", "workers with children", pids(master, "PARENTS "));
			Gone children = new Gone("C3", "children of workers", pids(master, "CHILDREN "));
			assertThat(Stream.of(idle, counting, parents).mapToInt(Gone::size).sum()).isEqualTo(WORKERS);
			assertThat(children.size()).isEqualTo(parents.size()).isEqualTo(WORKERS / 2);
			long start = System.nanoTime();
			Processes.kill(master.pid());
			await(start, idle, counting, parents, children);
		}
	}

	@Test
	@Tag("C6")
	void aSignalToAllOfThemEndsThemOnce() {
		try (MasterProcess master = start()) {
			List<Long> workers = Stream.of("IDLE ", "COUNTING ", "PARENTS ")
				.flatMap((line) -> pids(master, line).stream())
				.toList();
			assertThat(workers).hasSize(WORKERS).allMatch(Leftovers::isRunning);
			long start = System.nanoTime();
			Stream.concat(Stream.of(master.pid()), workers.stream()).forEach((pid) -> Processes.signal("TERM", pid));
			assertThat(master.awaitExit()).as(master::toString).isEqualTo(143);
			Figures.printSince("C6", "a master and %d workers ended by SIGTERM within".formatted(WORKERS), start);
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
			Gone children = new Gone("C5", "children of a worker that was killed",
					List.of(worker.run(startSleep, 1000), worker.run(startDetached, 1000)));
			long start = System.nanoTime();
			Processes.kill(worker.worker().pid());
			await(start, children);
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

	private static void await(long start, Gone... all) {
		Awaitility.await("they are gone")
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> Stream.of(all).filter((each) -> !each.isSeen(start)).count() == 0);
		assertThat(all).allSatisfy((each) -> assertThat(each.taken).as(each.who).isLessThan(GONE));
	}

	/**
	 * Processes that are to be gone.
	 */
	private static final class Gone {

		private final String fault;

		private final String who;

		private final List<Long> pids;

		private Duration taken;

		Gone(String fault, String who, List<Long> pids) {
			this.fault = fault;
			this.who = who;
			this.pids = pids;
			assertThat(pids).as(who).isNotEmpty().allMatch(Leftovers::isRunning);
		}

		int size() {
			return this.pids.size();
		}

		boolean isSeen(long start) {
			if (this.taken == null && this.pids.stream().noneMatch(Leftovers::isRunning)) {
				this.taken = Figures.printSince(this.fault, "%d %s gone after".formatted(size(), this.who), start);
			}
			return this.taken != null;
		}

	}

}
