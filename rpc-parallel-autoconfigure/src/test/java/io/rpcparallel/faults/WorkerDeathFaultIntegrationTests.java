package io.rpcparallel.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.RemoteFunctionException;
import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.ControlGroup;
import io.rpcparallel.test.fault.Death;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.LethalApplication;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Workers die in all ways that there are: whoever waits for them is told at once, and
 * why.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
@Timeout(180)
class WorkerDeathFaultIntegrationTests {

	private static final int KILLS = Soak.chooseForEachRepeat(2, 100);

	private static final int OVERFLOWS = Soak.choose(100, 1000);

	// Five times what was measured, which is told below, and more
	private static final Duration AT_ONCE = Duration.ofSeconds(1);

	private static final Duration SOON = Duration.ofMillis(500);

	// Twice the grace of orphans and a second, and much for a machine that has else to do
	private static final Duration CUT = Duration.ofSeconds(20);

	// More than it takes to answer one that came before them
	private static final int CALLS_MEANWHILE = 20;

	private static final Figures kills = Figures.of("A1", "told after");

	// An error that the JVM survives is told to who called before it ends
	private static final Set<Death> TOLD_TO_ITS_CALLER = EnumSet.of(Death.MAPPED_FILE, Death.DIRECT_MEMORY,
			Death.NATIVE_THREAD);

	private static TestMaster master;

	@BeforeAll
	static void start() {
		master = TestMaster.start(LethalApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard");
	}

	@AfterAll
	static void close() {
		kills.print(KILLS * Soak.repeats());
		master.close();
	}

	@Test
	@Tag("A1")
	@Timeout(900)
	void aKillIsToldAtOnceWithTheRightReason() throws Exception {
		for (int i = 0; i < KILLS; i++) {
			WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults().withName("killed"));
			CompletableFuture<String> running = worker.submit(sleep(), "x").toFuture();
			long start = System.nanoTime();
			Processes.signal("KILL", worker.worker().pid());
			WorkerLostException lost = lost(running);
			Duration told = Figures.since(start);
			kills.add(told);
			assertThat(told).isLessThan(SOON);
			assertThat(lost).hasMessageStartingWith(
					"Worker 'killed' is lost: its process (pid %d) ended with exit code 137 (SIGKILL, or exit(137)), so the call of function 'sleep' has no answer; whether it ran is not known",
					worker.worker().pid());
			CrashReport report = lost.getCrashReport();
			assertThat(report.cause()).isEqualTo(CrashCause.KILLED);
			assertThat(report.callsInFlight())
				.containsExactly(new CallInFlight("sleep", CallInFlight.Progress.UNKNOWN));
			assertThat(report.worker().id()).isEqualTo(worker.worker().id());
			assertThat(report.worker().launcher()).isEqualTo("local process");
			assertThat(report.evidence().exitCode()).isEqualTo(137);
		}
	}

	@Test
	@Tag("A2")
	@Tag("A18")
	void anAnswerThatWasSentIsReadAfterTheEndAndACallAfterThatHasNotStarted() throws Exception {
		WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults().withName("answering"));
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		// Who reads answers is late, as on a machine that has much else to do
		worker.submit(echo(), "first").subscribe((answer) -> {
			reading.countDown();
			await(proceed);
		});
		await(reading);
		CompletableFuture<String> sent = worker.submit(echo(), "sent").toFuture();
		try (WorkerConnection<Object> other = master.workers().connect(worker.worker())) {
			for (int i = 0; i < CALLS_MEANWHILE; i++) {
				assertThat(other.run(echo(), "later")).isEqualTo("later");
			}
		}
		assertThat(sent).isNotDone();
		Processes.signal("KILL", worker.worker().pid());
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.until(() -> !Leftovers.threads().contains("rpc-parallel-answering-exit"));
		proceed.countDown();
		assertThat(sent).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("sent");
		worker.closed().block(Duration.ofSeconds(10));
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> worker.run(echo(), "x"))
			.satisfies((ex) -> {
				assertThat(ex.getCall()).contains(new CallInFlight("echo", CallInFlight.Progress.NOT_STARTED));
				assertThat(ex).hasMessageContaining("so the call of function 'echo' was not started");
				assertThat(ex.getCrashReport().cause()).isEqualTo(CrashCause.KILLED);
			});
	}

	@Test
	@Tag("A4")
	void aTerminatedWorkerAnswersTheCallsThatItHas() throws Exception {
		WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults().withConcurrency(2));
		CompletableFuture<String> running = worker.submit(work(), 700).toFuture();
		CompletableFuture<String> next = worker.submit(work(), 500).toFuture();
		assertThat(worker.run(echo(), "all of them have arrived")).isNotEmpty();
		Processes.signal("TERM", worker.worker().pid());
		assertThat(running.get(20, TimeUnit.SECONDS)).startsWith("worked 700 ms");
		assertThat(next.get(20, TimeUnit.SECONDS)).startsWith("worked 500 ms");
		worker.closed().block(Duration.ofSeconds(10));
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> worker.run(echo(), "x"))
			.withMessageContaining(
					"ended with exit code 143 (SIGTERM, or exit(143)), since SIGTERM from outside asked it to")
			.satisfies((ex) -> assertThat(ex.getCrashReport().cause()).isEqualTo(CrashCause.TERMINATED));
	}

	@Test
	@Tag("A4")
	void aTerminatedWorkerEndsAfterTheGraceThatItsMasterGivesIt() throws Exception {
		try (TestMaster hasty = TestMaster.start(LethalApplication.class,
				"rpc-parallel.worker.termination-grace=300ms")) {
			WorkerConnection<Object> worker = hasty.workers().spawn(SpawnOptions.defaults().withConcurrency(2));
			CompletableFuture<String> running = worker
				.submit(hasty.<StatelessRpcFunction<String, String>>bean("sleep"), "x")
				.toFuture();
			assertThat(worker.run(hasty.<StatelessRpcFunction<String, String>>bean("echo"), "it has arrived"))
				.isNotEmpty();
			Processes.signal("TERM", worker.worker().pid());
			// Less than the worker's own default
			assertThat(running).failsWithin(Duration.ofSeconds(8))
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(WorkerLostException.class);
			assertThat(lost(running).getCrashReport().cause()).isEqualTo(CrashCause.TERMINATED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "A5, EXIT, EXIT_CALLED", "A5, EXIT_WITH_STUCK_HOOK, EXIT_CALLED", "A6, HALT, EXITED",
			"A7, SEGV, CRASHED", "A8, ABRT, CRASHED", "A8, MAPPED_FILE, FAILED", "A9, HEAP, HEAP_EXHAUSTED",
			"A10, METASPACE, METASPACE_EXHAUSTED", "A10, DIRECT_MEMORY, DIRECT_MEMORY_EXHAUSTED",
			"A10, NATIVE_THREAD, THREADS_EXHAUSTED" })
	@Tag("A5")
	@Tag("A6")
	@Tag("A7")
	@Tag("A8")
	@Tag("A9")
	@Tag("A10")
	void everyEndOfAProcessIsNamed(String fault, Death death, CrashCause cause) throws Exception {
		WorkerConnection<Object> worker = master.workers()
			.spawn(SpawnOptions.defaults()
				.withName("dying")
				.withConcurrency(2)
				.withJvmArguments("-Xmx64m", "-XX:MaxMetaspaceSize=80m", "-XX:MaxDirectMemorySize=48m",
						"-XX:-CreateCoredumpOnCrash"));
		CompletableFuture<Long> end = ProcessHandle.of(worker.worker().pid())
			.orElseThrow()
			.onExit()
			.thenApply((process) -> System.nanoTime());
		CompletableFuture<String> neighbour = worker.submit(sleep(), "x").toFuture();
		long start = System.nanoTime();
		CompletableFuture<String> dying = worker.submit(die(), death).toFuture();
		WorkerLostException lost = lost(neighbour);
		long told = System.nanoTime();
		Duration afterEnd = Duration.ofNanos(told - end.get(CUT.toSeconds(), TimeUnit.SECONDS));
		Figures.print(fault, "%s told %d ms after the call and %d ms after the end of the process: %s", death,
				Duration.ofNanos(told - start).toMillis(), afterEnd.toMillis(),
				lost.getMessage().lines().findFirst().orElseThrow());
		// Before it, if the worker itself could tell
		assertThat(afterEnd).isLessThan(AT_ONCE);
		CrashReport report = lost.getCrashReport();
		assertThat(report.cause()).as(lost.getMessage()).isEqualTo(cause);
		if (TOLD_TO_ITS_CALLER.contains(death)) {
			assertThat(dying).failsWithin(AT_ONCE)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(RemoteFunctionException.class);
			assertThat(report.callsInFlight()).extracting(CallInFlight::functionName).containsExactly("sleep");
		}
		else {
			assertThat(lost(dying).getCrashReport()).isEqualTo(report);
			assertThat(report.callsInFlight()).extracting(CallInFlight::functionName)
				.containsExactlyInAnyOrder("sleep", "die");
		}
		if (report.evidence().errorFile() != null) {
			Files.delete(Path.of(report.evidence().errorFile()));
		}
		assertThat(report.evidence().errorFile() != null).isEqualTo(death == Death.SEGV);
	}

	@Test
	@Tag("A11")
	void aKillByTheKernelForMemoryIsToldFromOthers(@TempDir Path folder) throws Exception {
		Optional<ControlGroup> small = ControlGroup.create("rpc-parallel", 192 * 1024 * 1024);
		assumeThat(small).as("control groups can be made here").isPresent();
		try (ControlGroup group = small.orElseThrow();
				TestMaster constrained = TestMaster.start(LethalApplication.class,
						"rpc-parallel.launch.java-executable=" + group.javaScript(folder.resolve("java")))) {
			WorkerConnection<Object> worker = constrained.workers()
				.spawn(SpawnOptions.defaults().withJvmArguments("-Xmx2g"));
			StatelessRpcFunction<Death, String> die = constrained.bean("die");
			long start = System.nanoTime();
			WorkerLostException lost = lost(worker.submit(die, Death.HEAP).toFuture());
			Figures.printSince("A11", "told after", start);
			assertThat(lost)
				.hasMessageContaining("was killed by the kernel, since its control group was out of memory");
			assertThat(lost.getCrashReport().cause()).isEqualTo(CrashCause.KILLED_FOR_MEMORY);
			WorkerConnection<Object> killed = constrained.workers().spawn();
			Processes.signal("KILL", killed.worker().pid());
			StatelessRpcFunction<String, String> echo = constrained.bean("echo");
			killed.closed().block(Duration.ofSeconds(10));
			assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> killed.run(echo, "x"))
				.satisfies((ex) -> assertThat(ex.getCrashReport().cause()).isEqualTo(CrashCause.KILLED));
		}
	}

	@Test
	@Tag("A12")
	@Tag("A13")
	void whatHarmsOnlyTheCallLeavesTheWorkerAlive() {
		try (WorkerConnection<Object> worker = master.workers().spawn()) {
			for (int i = 0; i < OVERFLOWS; i++) {
				assertFails(worker, Death.STACK, StackOverflowError.class.getName());
			}
			for (int i = 0; i < 2; i++) {
				assertFails(worker, Death.THREAD_DEATH, Death.THREAD_DEATH_TYPE);
			}
			assertFails(worker, Death.LINKAGE, NoClassDefFoundError.class.getName());
			assertFails(worker, Death.LINKAGE, NoClassDefFoundError.class.getName());
			assertFails(worker, Death.INITIALIZER, ExceptionInInitializerError.class.getName());
			assertFails(worker, Death.INITIALIZER, NoClassDefFoundError.class.getName());
			assertThat(worker.run(echo(), "alive")).isEqualTo("alive");
			assertThat(Leftovers.isRunning(worker.worker().pid())).isTrue();
			Figures.print("A12", "%d of %d stack overflows survived", OVERFLOWS, OVERFLOWS);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void assertFails(WorkerConnection<Object> worker, Death death, String type) {
		assertThatExceptionOfType(RemoteFunctionException.class).isThrownBy(() -> worker.run(die(), death))
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(type));
	}

	private static WorkerLostException lost(CompletableFuture<?> call) throws Exception {
		Throwable failure = call.handle((answer, ex) -> ex).get(60, TimeUnit.SECONDS);
		assertThat(failure).isInstanceOf(WorkerLostException.class);
		return (WorkerLostException) failure;
	}

	private static StatelessRpcFunction<Death, String> die() {
		return master.bean("die");
	}

	private static StatelessRpcFunction<String, String> sleep() {
		return master.bean("sleep");
	}

	private static StatelessRpcFunction<String, String> echo() {
		return master.bean("echo");
	}

	private static StatelessRpcFunction<Integer, String> work() {
		return master.bean("work");
	}

}
