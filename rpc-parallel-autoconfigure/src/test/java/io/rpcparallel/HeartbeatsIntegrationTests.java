package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.FamilyApplication;
import io.rpcparallel.test.FamilyApplication.Child;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are there and do not answer, as one that hangs in the operating system.
 */
@LeavesNothingBehind
@Repeated
@Timeout(180)
class HeartbeatsIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	@Tag("B1")
	void aBusyWorkerIsNotTakenForASilentOneButAStoppedOneIs() {
		try (TestMaster master = TestMaster.start(FamilyApplication.class,
				"management.endpoints.web.exposure.include=workers")) {
			StatelessRpcFunction<Long, Long> spin = master.bean("spin");
			StatelessRpcFunction<String, String> sleep = master.bean("sleep");
			List<WorkerFailure> failures = new CopyOnWriteArrayList<>();
			WorkerConnection<Object> worker = master.workers()
				.spawn(SpawnOptions.defaults()
					.withName("stopped")
					.withRpcSettings((rpc) -> rpc.withHeartbeat(Duration.ofMillis(200), TIMEOUT))
					.withFailureHandler(failures::add));
			long busy = TIMEOUT.multipliedBy(3).dividedBy(2).toMillis();
			assertThat(worker.run(spin, busy)).isEqualTo(busy);
			CompletableFuture<String> pending = worker.submit(sleep, "").toFuture();
			long start = System.nanoTime();
			Processes.signal("STOP", worker.worker().pid());
			assertThat(pending).failsWithin(PATIENCE)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(WorkerLostException.class)
				.withMessageContaining("Worker 'stopped' is lost")
				.withMessageContaining("gave no sign of life for");
			assertThat(Figures.printSince("B1", "with a time-out of 2000 ms told after", start))
				.isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(2));
			Processes.awaitGone(worker.worker().pid(), PATIENCE);
			Awaitility.await().atMost(PATIENCE).until(() -> !failures.isEmpty());
			assertThat(failures).singleElement().satisfies((failure) -> {
				assertThat(failure.worker()).isEqualTo(worker.worker());
				assertThat(failure.cause()).isInstanceOf(WorkerLostException.class)
					.hasMessageContaining("gave no sign of life for");
			});
			assertThat(master.context().getBean(WorkersEndpoint.class).workers().workers()).singleElement()
				.satisfies((shown) -> {
					assertThat(shown.state()).isEqualTo(WorkerState.LOST);
					assertThat(shown.end()).contains("gave no sign of life for");
				});
			worker.close();
		}
	}

	@Test
	@Tag("B3")
	@Tag("B12")
	void aMasterThatIsStoppedLosesItsWorkersUnlessTheyAreStoppedToo() {
		try (TestMaster master = TestMaster.start(FamilyApplication.class, FamilyApplication.FAST_WORKERS);
				WorkerConnection<Object> parent = master.workers().spawn()) {
			StatelessRpcFunction<Child, Worker<Counter>> launchCounter = master.bean("launchCounter");
			StatelessRpcFunction<String, String> sleep = master.bean("sleep");
			Worker<Counter> child = parent.run(launchCounter, new Child("child", WorkerLifetime.MASTER, TIMEOUT));
			pause(TIMEOUT.multipliedBy(2), child.pid(), parent.worker().pid());
			WorkerConnection<Counter> own = master.workers().connect(child);
			assertThat(own.run(master.<RpcFunction<Counter, Integer, Integer>>bean("add"), 1)).isEqualTo(6);
			CompletableFuture<String> pending = own.submit(sleep, "").toFuture();
			long start = System.nanoTime();
			Processes.signal("STOP", parent.worker().pid());
			try {
				Processes.awaitGone(child.pid(), PATIENCE);
				Figures.printSince("B3", "with a time-out of 2000 ms the worker of a stopped master gone after", start);
			}
			finally {
				Processes.signal("CONT", parent.worker().pid());
			}
			assertThat(pending).failsWithin(PATIENCE)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(WorkerLostException.class);
			assertThat(Leftovers.isRunning(parent.worker().pid())).isTrue();
		}
	}

	private static void pause(Duration duration, long... pids) {
		for (long pid : pids) {
			Processes.signal("STOP", pid);
		}
		long end = System.nanoTime() + duration.toNanos();
		Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - end > 0);
		for (long pid : pids) {
			Processes.signal("CONT", pid);
		}
	}

}
