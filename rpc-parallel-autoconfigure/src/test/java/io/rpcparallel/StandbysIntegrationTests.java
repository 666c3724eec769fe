package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers that wait, started, for a spawn.
 */
@LeavesNothingBehind
@Timeout(180)
class StandbysIntegrationTests {

	private static final String ONE = "rpc-parallel.launch.standby=1";

	@Test
	void aStandbyIsHandedOutAndReplacedAndAnotherOneTooIfItDies() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, ONE)) {
			WorkerSnapshot first = awaitStandby(master);
			assertThat(master.context().getBean(MeterRegistry.class).find("rpc.parallel.worker.memory.heap").gauges())
				.hasSize(1);
			try (WorkerConnection<Counter> counter = master.workers().spawn(counterType(master), 5)) {
				assertThat(counter.worker().pid()).isEqualTo(first.pid());
				assertThat(counter.worker().name()).isEqualTo(first.name());
				assertThat(counter.run(master.<RpcFunction<Counter, Integer, Integer>>bean("add"), 3)).isEqualTo(8);
				assertThat(workers(master)).filteredOn((worker) -> worker.id().equals(first.id()))
					.extracting(WorkerSnapshot::state)
					.containsExactly(WorkerState.UP);
			}
			Processes.awaitGone(pid(first), Duration.ofSeconds(10));
			WorkerSnapshot second = awaitStandby(master);
			Processes.kill(pid(second));
			Processes.awaitGone(pid(second), Duration.ofSeconds(10));
			WorkerSnapshot third = awaitStandby(master, second);
			assertThat(List.of(pid(first), pid(second), pid(third))).doesNotHaveDuplicates();
			Worker<Counter> launched = master.workers().launch(counterType(master), 7);
			assertThat(launched.pid()).isEqualTo(pid(third));
			try (WorkerConnection<Counter> counter = master.workers().connect(launched)) {
				assertThat(counter.run(master.<RpcFunction<Counter, Integer, Integer>>bean("add"), 1)).isEqualTo(8);
			}
			assertThat(Leftovers.isRunning(launched.pid())).isTrue();
		}
	}

	@Test
	void aStandbyWhoseInitFunctionFailsIsGoneAndSaysSo() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, ONE)) {
			WorkerSnapshot standby = awaitStandby(master);
			assertThatExceptionOfType(WorkerStartException.class)
				.isThrownBy(() -> master.workers().spawn(counterType(master), null))
				.withMessageContaining(standby.name());
			Processes.awaitGone(pid(standby), Duration.ofSeconds(10));
		}
	}

	@Test
	void anApplicationThatClosesWhileAStandbyStartsLeavesNothing() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, ONE)) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> ProcessHandle.current().descendants().findAny().isPresent());
			assertThat(workers(master)).extracting(WorkerSnapshot::state).containsExactly(WorkerState.STARTING);
		}
	}

	private static WorkerType<Counter, Integer> counterType(TestMaster master) {
		return master.bean("counter");
	}

	private static List<WorkerSnapshot> workers(TestMaster master) {
		return master.context().getBean(WorkerTable.class).workers();
	}

	private static long pid(WorkerSnapshot worker) {
		Long pid = worker.pid();
		assertThat(pid).isNotNull();
		return pid;
	}

	private static WorkerSnapshot awaitStandby(TestMaster master) {
		return awaitStandby(master, null);
	}

	// The end of the other one may not have been told yet
	private static WorkerSnapshot awaitStandby(TestMaster master, @Nullable WorkerSnapshot other) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> workers(master).stream()
				.filter((worker) -> worker.state() == WorkerState.STANDBY)
				.filter((worker) -> other == null || !worker.id().equals(other.id()))
				.findFirst(), Optional::isPresent)
			.orElseThrow();
	}

}
