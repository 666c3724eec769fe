package io.rpcparallel.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.actuate.WorkerDetails;
import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.FreezeApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.RecordedSilences;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that freeze or are slow, and are not to be taken for dead before their time.
 */
@LeavesNothingBehind
@Timeout(600)
class FreezeFaultIntegrationTests {

	private static final String SOAK = "rpc-parallel.test.soak";

	private static final Duration INTERVAL = Duration.ofMillis(300);

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	// Below what a loop takes on any machine
	private static final Duration SHORT_TIMEOUT = Duration.ofMillis(1500);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int SOME_SECONDS = 300_000_000;

	private final TestMaster master = TestMaster.start(FreezeApplication.class);

	private RecordedSilences silences;

	@BeforeEach
	void find() {
		this.silences = this.master.context().getBean(RecordedSilences.class);
	}

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	@Tag("B2")
	@Tag("B4")
	@Tag("B5")
	void aWorkerThatIsSilentOrBusyForLessThanItsLimitLivesOn() throws Exception {
		Tuple2<WorkerConnection<Object>, WorkerConnection<Object>> both = Mono
			.zip(spawn("one", TIMEOUT, "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-XX:TieredStopAtLevel=4"),
					spawn("freezing", SHORT_TIMEOUT, FreezeApplication.FREEZING_JVM))
			.block();
		surviveBurntProcessors(both.getT1(), Duration.ofSeconds(2));
		surviveStop(both.getT1());
		surviveFreeze(both.getT2(), SHORT_TIMEOUT);
		assertThat(this.silences.suspected()).contains("one", "freezing");
		both.getT1().close();
		both.getT2().close();
	}

	private void surviveBurntProcessors(WorkerConnection<Object> worker, Duration duration) {
		StatelessRpcFunction<Long, Long> burn = this.master.bean("burn");
		worker.run(burn, duration.toMillis());
		assertThat(this.silences.suspected()).as("silent for three intervals").doesNotContain("one");
	}

	private void surviveStop(WorkerConnection<Object> worker) throws Exception {
		StatelessRpcFunction<String, String> echo = this.master.bean("echo");
		long pid = worker.worker().pid();
		long end = System.nanoTime() + TIMEOUT.multipliedBy(6).dividedBy(10).toNanos();
		Processes.signal("STOP", pid);
		CompletableFuture<String> call = worker.submit(echo, "x").toFuture();
		CompletableFuture<WorkerDetails> details = CompletableFuture.supplyAsync(() -> endpoint().worker("one"));
		Awaitility.await().atMost(PATIENCE).until(() -> state("one") == WorkerState.SUSPECT);
		// Whoever looks at it is not held up until it goes on
		Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - end > 0 && details.isDone());
		Processes.signal("CONT", pid);
		assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("x");
		assertThat(details.join().functions()).as("not told in time").isNull();
		Awaitility.await().atMost(PATIENCE).until(() -> endpoint().worker("one").functions() != null);
		Awaitility.await().atMost(PATIENCE).until(() -> state("one") == WorkerState.UP);
		assertThat(this.silences.suspected()).containsOnlyOnce("one");
	}

	private void surviveFreeze(WorkerConnection<Object> worker, Duration timeout) {
		StatelessRpcFunction<Integer, Long> freeze = this.master.bean("freeze");
		long millis = worker.run(freeze, SOME_SECONDS);
		System.out.println("A worker was frozen for " + millis + " ms");
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.silences.over()).anyMatch((over) -> over.compareTo(timeout) > 0));
	}

	@Test
	@Tag("B1")
	@EnabledIfSystemProperty(named = SOAK, matches = "true")
	void aWorkerThatIsStoppedIsGivenUpWithinFifteenSecondsWithTheDefaults() {
		StatelessRpcFunction<String, String> sleep = this.master.bean("sleep");
		WorkerConnection<Object> worker = this.master.workers().spawn();
		CompletableFuture<String> call = worker.submit(sleep, "x").toFuture();
		long start = System.nanoTime();
		Processes.signal("STOP", worker.worker().pid());
		assertThat(call).failsWithin(Duration.ofSeconds(15))
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withMessageContaining("was stopped, as by SIGSTOP");
		System.out.println("A worker that was stopped was given up after "
				+ Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
		worker.close();
	}

	@Test
	@Tag("B4")
	@EnabledIfSystemProperty(named = SOAK, matches = "true")
	void aWorkerThatIsFrozenForTwentySecondsLivesOnWithTheDefaults() {
		StatelessRpcFunction<Integer, Long> freeze = this.master.bean("freeze");
		try (WorkerConnection<Object> worker = this.master.workers()
			.spawn(SpawnOptions.defaults().withName("one").withJvmArguments(FreezeApplication.FREEZING_JVM))) {
			long perIteration = worker.run(freeze, SOME_SECONDS);
			long iterations = Duration.ofSeconds(24).toMillis() * SOME_SECONDS / perIteration;
			worker.run(freeze, (int) Math.min(Integer.MAX_VALUE, iterations));
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.silences.over())
					.anyMatch((over) -> over.compareTo(Duration.ofSeconds(20)) > 0));
			System.out.println("A worker was frozen for " + this.silences.over());
		}
	}

	@ParameterizedTest
	@Tag("B5")
	@EnabledIfSystemProperty(named = SOAK, matches = "true")
	@CsvSource({ "UseG1GC, 1", "UseSerialGC, 1", "UseParallelGC, 1", "UseZGC, 1", "UseG1GC, 2", "UseSerialGC, 2",
			"UseParallelGC, 2", "UseZGC, 2" })
	void aWorkerThatBurnsItsProcessorsIsHeardAllTheTime(String collector, int processors) {
		try (WorkerConnection<Object> worker = spawn("one", TIMEOUT, "-XX:+" + collector,
				"-XX:ActiveProcessorCount=" + processors, "-XX:TieredStopAtLevel=4")
			.block()) {
			surviveBurntProcessors(worker, Duration.ofSeconds(38));
		}
	}

	private Mono<WorkerConnection<Object>> spawn(String name, Duration timeout, String... jvmArguments) {
		return this.master.workers()
			.spawnAsync(SpawnOptions.defaults()
				.withName(name)
				.withJvmArguments(jvmArguments)
				.withRpcSettings((rpc) -> rpc.withHeartbeat(INTERVAL, timeout)));
	}

	private WorkersEndpoint endpoint() {
		return new WorkersEndpoint(this.master.context().getBean(WorkerTable.class),
				this.master.context().getBean(WorkerFunctionRegistry.class),
				() -> this.master.context().getBean(WorkerEngine.class));
	}

	private WorkerState state(String name) {
		return this.master.context()
			.getBean(WorkerTable.class)
			.workers()
			.stream()
			.filter((worker) -> worker.name().equals(name))
			.map(WorkerSnapshot::state)
			.findFirst()
			.orElseThrow();
	}

}
