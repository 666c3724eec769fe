package io.rpcparallel.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerEngine;
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
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that freeze or are slow, and are not to be taken for dead before their time.
 */
@LeavesNothingBehind
@Repeated
@Timeout(180)
class FreezeFaultIntegrationTests extends FreezingWorkers {

	// Below what a loop takes on any machine
	private static final Duration SHORT_TIMEOUT = Duration.ofMillis(1500);

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

	private void surviveStop(WorkerConnection<Object> worker) throws Exception {
		StatelessRpcFunction<String, String> echo = this.master.bean("echo");
		long pid = worker.worker().pid();
		Awaitility.await().atMost(PATIENCE).until(() -> endpoint().worker("one").functions() != null);
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
		Figures.print("B2", "stopped for 60 %% of its time-out of %d ms, suspected once and not killed",
				TIMEOUT.toMillis());
	}

	private void surviveFreeze(WorkerConnection<Object> worker, Duration timeout) {
		StatelessRpcFunction<Integer, Long> freeze = this.master.bean("freeze");
		long millis = worker.run(freeze, SOME_SECONDS);
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.silences.over()).anyMatch((over) -> over.compareTo(timeout) > 0));
		Figures.print("B4", "frozen for %d ms with a time-out of %d ms and not killed", millis, timeout.toMillis());
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
