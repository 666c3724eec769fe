package io.rpcparallel.launch;

import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.rpcparallel.process.WorkerMark;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;

@LeavesNothingBehind
@DisabledOnOs(OS.WINDOWS)
class LocalWorkerTerminationTests {

	@Test
	void leavesTimeToLeave() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Obedient.class).launch(LaunchRequests.plain());
		Workers.awaitLine(worker, "[worker one stderr] then waits");
		worker.terminate(Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(worker.onExit()).isCompletedWithValue(0);
	}

	@Test
	void killsAWorkerThatDoesNotLeaveAndItsChildren() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Stubborn.class).launch(LaunchRequests.plain());
		ProcessHandle child = Workers.awaitChild(worker);
		worker.terminate(Duration.ofMillis(100));
		assertThat(worker.isAlive()).isFalse();
		assertThat(worker.onExit()).isCompletedWithValue(137);
		assertThat(worker.lastLines()).isNotEmpty();
		Workers.awaitEnd(child);
		worker.terminate(Duration.ofSeconds(5));
	}

	@Test
	void killsAtOnceWhenInterrupted() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Stubborn.class).launch(LaunchRequests.plain());
		ProcessHandle child = Workers.awaitChild(worker);
		Thread.currentThread().interrupt();
		long start = System.nanoTime();
		worker.terminate(Duration.ofMinutes(1));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(worker.isAlive()).isFalse();
		Workers.awaitEnd(child);
	}

	@Test
	@Tag("C5")
	@EnabledOnOs(OS.LINUX)
	void killsWhatAWorkerHasLeftBehindThatEndedByItself() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Careless.class)
			.launch(LaunchRequests.withEnvironment(WorkerMark.VARIABLE, UUID.randomUUID().toString()));
		ProcessHandle child = Workers.awaitChild(worker);
		assertThat(Workers.exitCode(worker)).isEqualTo(3);
		Workers.awaitEnd(child);
	}

	@Test
	void endsItsThreadsThoughAChildOfTheWorkerHoldsTheOutput() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Careless.class).launch(LaunchRequests.plain());
		ProcessHandle child = Workers.awaitChild(worker);
		try {
			assertThat(Workers.exitCode(worker)).isEqualTo(3);
			assertThat(child.isAlive()).isTrue();
			Awaitility.await().until(() -> Leftovers.threads().isEmpty());
		}
		finally {
			child.destroyForcibly();
		}
		Workers.awaitEnd(child);
	}

}
