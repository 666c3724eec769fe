package io.rpcparallel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers that end while they are called: no caller waits for ever, and each is told why.
 */
@LeavesNothingBehind
class WorkerDeathIntegrationTests {

	private TestMaster master;

	private WorkerConnection<Object> worker;

	@BeforeEach
	void spawn() {
		this.master = TestMaster.start(CounterApplication.class);
		this.worker = this.master.workers().spawn(SpawnOptions.defaults().withName("mortal"));
	}

	@AfterEach
	void close() {
		this.master.close();
	}

	@ParameterizedTest
	@CsvSource({ "exit, 3, exit code 3", "halt, 9, exit code 9" })
	void functionThatEndsItsProcess(String function, int code, String words) {
		StatelessRpcFunction<Integer, Integer> lethal = this.master.bean(function);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.worker.run(lethal, code))
			.withMessageStartingWith("Worker 'mortal' is lost: its process (pid %d) ended with %s"
				.formatted(this.worker.worker().pid(), words))
			.withMessageContaining("function '%s'".formatted(function))
			.satisfies((ex) -> assertThat(ex.getExitCode()).isEqualTo(code));
		assertThat(this.worker.isOpen()).isFalse();
	}

	@Test
	void workerThatIsKilledWhileItIsCalled() {
		CompletableFuture<String> call = this.worker.submit(this.sleep(), "x").toFuture();
		CompletableFuture<String> elsewhere = this.master.workers()
			.connect(this.worker.worker())
			.submit(this.sleep(), "y")
			.toFuture();
		ProcessHandle.of(this.worker.worker().pid()).ifPresent(ProcessHandle::destroyForcibly);
		assertEndsWithTheWorker(call);
		assertEndsWithTheWorker(elsewhere);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.worker.run(this.sleep(), "x"))
			.withMessageContaining("exit code 137");
	}

	private static void assertEndsWithTheWorker(CompletableFuture<String> call) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> call.get(10, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withMessageContaining("exit code 137 (SIGKILL, or exit(137))");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sleep", "countForEver" })
	void closingTheConnectionEndsABusyWorkerAndItsCall(String function) {
		CompletableFuture<?> call = (function.equals("sleep") ? this.worker.submit(sleep(), "x")
				: this.worker.submit(this.master.<StatelessRpcFunction<Integer, Integer>>bean(function), 1))
			.toFuture();
		long pid = this.worker.worker().pid();
		long start = System.nanoTime();
		this.worker.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(Leftovers.isRunning(pid)).isFalse();
		assertThat(this.worker.isOpen()).isFalse();
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(call::isCompletedExceptionally);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.worker.run(sleep(), "x"))
			.withMessageContaining("closed here");
		this.worker.close();
	}

	@Test
	void aConnectionToADeadWorkerCanBeClosedAfterTheApplication() {
		StatelessRpcFunction<String, String> sleep = sleep();
		ProcessHandle.of(this.worker.worker().pid()).ifPresent(ProcessHandle::destroyForcibly);
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !this.worker.isOpen());
		this.master.close();
		this.worker.close();
		this.worker.close();
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.worker.run(sleep, "x"));
	}

	@Test
	void anInterruptedThreadEndsTheWorkersAllTheSame() throws Exception {
		AutoCloseable engine = (AutoCloseable) this.master.context().getBean(WorkerEngine.class);
		Thread.currentThread().interrupt();
		engine.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(Leftovers.isRunning(this.worker.worker().pid())).isFalse();
	}

	@Test
	void aWorkerThatDoesNotEndInTimeIsKilled() {
		Duration grace = Duration.ofSeconds(1);
		try (TestMaster impatient = TestMaster.start(CounterApplication.class,
				"rpc-parallel.shutdown-grace=" + grace.toMillis())) {
			StatelessRpcFunction<String, String> refuseToExit = impatient.bean("refuseToExit");
			WorkerConnection<Object> stubborn = impatient.workers().spawn();
			stubborn.run(refuseToExit, "x");
			long start = System.nanoTime();
			stubborn.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(grace, Duration.ofSeconds(10));
			assertThat(Leftovers.isRunning(stubborn.worker().pid())).isFalse();
		}
	}

	private StatelessRpcFunction<String, String> sleep() {
		return this.master.bean("sleep");
	}

}
