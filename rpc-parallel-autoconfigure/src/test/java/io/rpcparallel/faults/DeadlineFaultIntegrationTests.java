package io.rpcparallel.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple3;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerTimeoutException;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.OverdueApplication;
import io.rpcparallel.test.RecordedFailures;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls that don't end by themselves, in worker processes.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
@Timeout(180)
class DeadlineFaultIntegrationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(1);

	private static final Duration GRACE = Duration.ofMillis(500);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final int OVERDUE = 249;

	private static final RecordedFailures failures = new RecordedFailures();

	private static final SpawnOptions STUBBORN = SpawnOptions.defaults().withName("stubborn");

	private static final SpawnOptions ENTANGLED = SpawnOptions.defaults()
		.withName("entangled")
		.withConcurrency(2)
		.withFailureHandler(failures);

	private static TestMaster master;

	private static WorkerConnection<Object> patient;

	private static WorkerConnection<Object> stubborn;

	private static WorkerConnection<Object> entangled;

	private final StatelessRpcFunction<String, String> workForEver = master.bean("workForEver");

	private final StatelessRpcFunction<String, String> sleepForEver = master.bean("sleepForEver");

	private final StatelessRpcFunction<Boolean, String> lockBoth = master.bean("lockBoth");

	private final StatelessRpcFunction<String, Integer> count = master.bean("count");

	private final StatelessRpcFunction<String, Integer> countInterrupted = master.bean("countInterrupted");

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(OverdueApplication.class,
				"rpc-parallel.worker.deadline-grace=%dms".formatted(GRACE.toMillis()));
		Tuple3<WorkerConnection<Object>, WorkerConnection<Object>, WorkerConnection<Object>> spawned = Mono
			.zip(master.workers().spawnAsync(SpawnOptions.defaults().withName("patient").withDeadline(LONG)),
					master.workers().spawnAsync(STUBBORN), master.workers().spawnAsync(ENTANGLED))
			.block();
		patient = spawned.getT1();
		stubborn = spawned.getT2();
		entangled = spawned.getT3();
	}

	@AfterAll
	static void close() {
		master.close();
	}

	@Test
	void theDeadlineOfTheSpawnIsThatOfAllConnectionsFromHere() {
		StatelessRpcFunction<String, Long> secondsLeft = master.bean("secondsLeft");
		assertThat(patient.run(secondsLeft, "")).isBetween(0L, LONG.toSeconds());
		assertThat(patient.run(secondsLeft, "", LONG.multipliedBy(100))).isGreaterThan(LONG.toSeconds());
		try (WorkerConnection<Object> further = master.workers().connect(patient.worker())) {
			assertThat(further.run(secondsLeft, "")).isBetween(0L, LONG.toSeconds());
		}
		try (WorkerConnection<Object> served = master.workers().connect(master.workers().serve())) {
			assertThat(served.run(secondsLeft, "")).isEqualTo(-1);
		}
	}

	@Test
	@Tag("B7")
	void anEndlessLoopIsInterruptedAtItsDeadlineAndItsCallerToldInTime() {
		int before = patient.run(this.countInterrupted, "", LONG);
		long start = System.nanoTime();
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> patient.run(this.workForEver, "", DEADLINE));
		Duration told = Figures.printSince("B7", "with a deadline of 1000 ms told after", start);
		assertThat(told).isBetween(DEADLINE, DEADLINE.plusSeconds(2));
		assertThat(patient.run(this.countInterrupted, "", LONG)).isEqualTo(before + 1);
	}

	@Test
	@Tag("B10")
	void aCallWithoutTimeLeftIsNotRun() {
		int before = patient.run(this.count, "", LONG);
		for (int i = 0; i < 50; i++) {
			assertThatExceptionOfType(WorkerTimeoutException.class)
				.isThrownBy(() -> patient.run(this.count, "", Duration.ofNanos(1)));
		}
		assertThat(patient.run(this.count, "", LONG)).isEqualTo(before + 1);
		Figures.print("B10", "0 of 50 calls run whose deadline had passed");
	}

	@Test
	@Tag("B8")
	void aFunctionThatSwallowsInterruptionsEndsItsWorkerAndItsNeighboursKnowWhy() {
		stubborn = alive(stubborn, STUBBORN);
		long start = System.nanoTime();
		CompletableFuture<String> stuck = stubborn.submit(this.sleepForEver, "", DEADLINE).toFuture();
		CompletableFuture<Integer> neighbour = stubborn.submit(this.count, "").toFuture();
		assertThat(stuck).failsWithin(LONG)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WorkerTimeoutException.class);
		assertThat(neighbour).failsWithin(LONG)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withMessageContaining("function 'sleepForEver' still held thread 'rpc-parallel-stubborn-call-1'")
			.withMessageContaining("all other calls of the worker are collateral")
			.withMessageContaining("the call of function 'count' was not started")
			.satisfies((ex) -> {
				CrashReport report = ((WorkerLostException) ex).getCrashReport();
				assertThat(report.cause()).isEqualTo(CrashCause.OVERDUE);
				assertThat(report.evidence().exitCode()).isEqualTo(OVERDUE);
				assertThat(report.evidence().threadDump()).contains("\"rpc-parallel-stubborn-call-1\" #");
			});
		Duration told = Figures.printSince("B8",
				"with a deadline of 1000 ms and a grace of 500 ms neighbours told after", start);
		assertThat(told).isBetween(DEADLINE.plus(GRACE), DEADLINE.plus(GRACE).plusSeconds(3));
	}

	@Test
	@Tag("B9")
	void aDeadlockIsToldWithBothThreads() {
		entangled = alive(entangled, ENTANGLED);
		failures.all().clear();
		long start = System.nanoTime();
		CompletableFuture<String> left = entangled.submit(this.lockBoth, true, DEADLINE).toFuture();
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> entangled.run(this.lockBoth, false, DEADLINE));
		assertThat(left).failsWithin(LONG);
		WorkerFailure failure = failures.first();
		Figures.printSince("B9", "with a deadline of 1000 ms and a grace of 500 ms told after", start);
		assertThat(failure.description()).isEqualTo("function 'lockBoth'");
		assertThat(failure.cause()).hasMessageContaining("Deadlock: '")
			.hasMessageContaining("held by 'rpc-parallel-entangled-call-1'")
			.hasMessageContaining("held by 'rpc-parallel-entangled-call-2'");
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> entangled.run(this.count, ""))
			.satisfies((ex) -> assertThat(ex.getCrashReport().evidence().threadDump()).startsWith("Deadlock: ")
				.contains("\"rpc-parallel-entangled-call-1\" #", "\"rpc-parallel-entangled-call-2\" #",
						"- holds java.lang.Object@"));
	}

	// Its end is what is tested, and may have been before
	private static WorkerConnection<Object> alive(WorkerConnection<Object> worker, SpawnOptions options) {
		return worker.isOpen() ? worker : master.workers().spawn(options);
	}

}
