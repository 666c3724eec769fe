package io.rpcparallel.faults;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.FreezeApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What takes long to see of workers that freeze or are slow: the times that they have by
 * default, and many of their kinds.
 */
@LeavesNothingBehind
@EnabledIfSystemProperty(named = "rpc-parallel.test.soak", matches = "true")
@Timeout(600)
class LongFreezeFaultIntegrationTests extends FreezingWorkers {

	// As a machine that had else to do may have less of it then
	private static final Duration TWICE_TWENTY_SECONDS = Duration.ofSeconds(40);

	@Test
	@Tag("B1")
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
		Figures.printSince("B1", "told with the defaults after", start);
		worker.close();
	}

	@Test
	@Tag("B4")
	void aWorkerThatIsFrozenForTwentySecondsLivesOnWithTheDefaults() {
		StatelessRpcFunction<Integer, Long> freeze = this.master.bean("freeze");
		try (WorkerConnection<Object> worker = this.master.workers()
			.spawn(SpawnOptions.defaults().withName("one").withJvmArguments(FreezeApplication.FREEZING_JVM))) {
			long perIteration = worker.run(freeze, SOME_SECONDS);
			long iterations = TWICE_TWENTY_SECONDS.toMillis() * SOME_SECONDS / perIteration;
			worker.run(freeze, (int) Math.min(Integer.MAX_VALUE, iterations));
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.silences.over())
					.anyMatch((over) -> over.compareTo(Duration.ofSeconds(20)) > 0));
			Figures.print("B4", "silent for %d ms with the defaults and not killed",
					Collections.max(this.silences.over()).toMillis());
		}
	}

	@ParameterizedTest
	@Tag("B5")
	@CsvSource({ "UseG1GC, 1", "UseSerialGC, 1", "UseParallelGC, 1", "UseZGC, 1", "UseG1GC, 2", "UseSerialGC, 2",
			"UseParallelGC, 2", "UseZGC, 2" })
	void aWorkerThatBurnsItsProcessorsIsHeardAllTheTime(String collector, int processors) {
		try (WorkerConnection<Object> worker = spawn("one", TIMEOUT, "-XX:+" + collector,
				"-XX:ActiveProcessorCount=" + processors, "-XX:TieredStopAtLevel=4")
			.block()) {
			surviveBurntProcessors(worker, Duration.ofSeconds(38));
		}
	}

}
