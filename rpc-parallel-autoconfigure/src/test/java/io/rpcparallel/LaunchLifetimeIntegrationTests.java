package io.rpcparallel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Workers that are launched live without a connection, each as long as it was told to.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
@Timeout(180)
class LaunchLifetimeIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String SHOW_WORKERS = "management.endpoints.web.exposure.include=workers";

	private static TestMaster master;

	private final List<Long> launched = new ArrayList<>();

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() {
		master = TestMaster.start(FamilyApplication.class, FamilyApplication.FAST_WORKERS, SHOW_WORKERS);
	}

	@AfterAll
	static void close() {
		master.close();
	}

	// Some of them nobody else would end if a test fails
	@AfterEach
	void endLaunched() {
		this.launched.forEach(Processes::kill);
	}

	@Test
	void aLaunchedWorkerLivesWithoutAConnectionAndEndsOnShutdown() {
		List<WorkerFailure> failures = new ArrayList<>();
		Worker<Counter> counter = remember(master.workers()
			.launch(counterType(master), 5,
					SpawnOptions.defaults().withName("launched").withFailureHandler(failures::add)));
		assertThat(add(master, counter, 1)).isEqualTo(6);
		assertThat(add(master, counter, 1)).isEqualTo(7);
		assertThat(counter.toString()).contains("launched").doesNotContain(counter.secret());
		master.workers().shutdown(counter);
		Processes.awaitGone(counter.pid(), PATIENCE);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> master.context()
				.getBean(WorkersEndpoint.class)
				.workers()
				.workers()
				.stream()
				.noneMatch((shown) -> shown.id().equals(counter.id())));
		assertThat(failures).isEmpty();
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> master.workers().connect(counter))
			.withMessageContaining("nobody answers");
	}

	@Test
	@Tag("C14")
	void anOrderlyCloseOfTheMasterEndsItsWorkersButForThoseThatEndWhenTheyAreToldTo() {
		Worker<Counter> mortal;
		Worker<Counter> explicit;
		try (TestMaster briefly = TestMaster.start(FamilyApplication.class)) {
			Tuple2<Worker<Counter>, Worker<Counter>> both = Mono
				.zip(briefly.workers().launchAsync(counterType(briefly), 5, SpawnOptions.defaults()),
						briefly.workers()
							.launchAsync(counterType(briefly), 5,
									SpawnOptions.defaults().withLifetime(WorkerLifetime.EXPLICIT)))
				.block();
			mortal = remember(both.getT1());
			explicit = remember(both.getT2());
			assertThat(add(briefly, explicit, 1)).isEqualTo(6);
		}
		assertThat(Leftovers.isRunning(mortal.pid())).isFalse();
		assertThat(Leftovers.isRunning(explicit.pid())).isTrue();
		Awaitility.await("nothing of ours waits for it")
			.atMost(PATIENCE)
			.until(() -> Leftovers.threads().stream().noneMatch((name) -> name.contains(explicit.name())));
		assertThat(add(master, explicit, 1)).isEqualTo(7);
		master.workers().shutdown(explicit);
		Processes.awaitGone(explicit.pid(), PATIENCE);
	}

	@Test
	@Tag("C14")
	void theDeathOfTheMasterEndsItsWorkersButForThoseThatEndWhenTheyAreToldTo() throws Exception {
		StatelessRpcFunction<Child, Worker<Counter>> launchCounter = master.bean("launchCounter");
		StatelessRpcFunction<String, String> launchEndless = master.bean("launchEndless");
		WorkerConnection<Object> parent = master.workers().spawn(SpawnOptions.defaults().withConcurrency(2));
		Path endless = this.folder.resolve("endless");
		parent.run(launchEndless, endless.toString());
		Tuple2<Worker<Counter>, Worker<Counter>> both = Mono
			.zip(parent.submit(launchCounter, Child.of("mortal", WorkerLifetime.MASTER)),
					parent.submit(launchCounter, Child.of("survivor", WorkerLifetime.EXPLICIT)))
			.block();
		Worker<Counter> survivor = remember(both.getT2());
		assertThat(add(master, remember(both.getT1()), 1)).isEqualTo(6);
		assertThat(add(master, survivor, 1)).isEqualTo(6);
		Awaitility.await()
			.atMost(PATIENCE.multipliedBy(3))
			.until(() -> Files.exists(endless) && Files.readString(endless).endsWith("\n"));
		long starting = Long.parseLong(Files.readString(endless).trim());
		this.launched.add(starting);
		long start = System.nanoTime();
		Processes.kill(parent.worker().pid());
		Processes.awaitGone(both.getT1().pid(), PATIENCE);
		Processes.awaitGone(starting, PATIENCE);
		Figures.printSince("C14", "all but the detached worker gone after", start);
		assertThat(add(master, survivor, 1)).isEqualTo(7);
		master.workers().shutdown(survivor);
		Processes.awaitGone(survivor.pid(), PATIENCE);
		parent.close();
	}

	@Test
	void aWorkerThatEndsWithItsConnectionIsNotLaunched() {
		SpawnOptions options = SpawnOptions.defaults().withLifetime(WorkerLifetime.CONNECTION);
		assertThatIllegalArgumentException().isThrownBy(() -> master.workers().launch(options))
			.withMessage("A worker that ends with its connection can't be launched. Use spawn for it");
	}

	@ParameterizedTest
	@EnumSource(names = { "MASTER", "EXPLICIT" })
	void aWorkerThatOutlivesItsConnectionIsNotSpawned(WorkerLifetime lifetime) {
		SpawnOptions options = SpawnOptions.defaults().withLifetime(lifetime);
		assertThatIllegalArgumentException().isThrownBy(() -> master.workers().spawn(options))
			.withMessage("A worker of lifetime %s has no connection that it ends with. Use launch for it", lifetime);
	}

	@Test
	void theOutputOfALaunchedWorkerIsNotPiped() {
		for (SpawnOptions options : List.of(SpawnOptions.defaults().withStdout(WorkerOutput.pipe()),
				SpawnOptions.defaults().withStderr(WorkerOutput.pipe()))) {
			assertThatIllegalArgumentException().isThrownBy(() -> master.workers().launch(options))
				.withMessageContaining("can't be piped")
				.withMessageContaining("Use spawn for it");
		}
	}

	private <S> Worker<S> remember(Worker<S> worker) {
		this.launched.add(worker.pid());
		return worker;
	}

	private static WorkerType<Counter, Integer> counterType(TestMaster master) {
		return master.bean("counter");
	}

	private static int add(TestMaster master, Worker<Counter> counter, int amount) {
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		try (WorkerConnection<Counter> connection = master.workers().connect(counter)) {
			return connection.run(add, amount);
		}
	}

}
