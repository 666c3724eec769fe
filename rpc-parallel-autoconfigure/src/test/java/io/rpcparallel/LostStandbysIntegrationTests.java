package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Standbys that come to nothing when they are handed out.
 */
@DisabledOnOs(OS.WINDOWS)
@LeavesNothingBehind(afterEach = false)
@Timeout(180)
class LostStandbysIntegrationTests {

	private static final String DEADLY = "deadly";

	@TempDir
	private Path folder;

	private static TestMaster master;

	@BeforeAll
	static void start() {
		master = TestMaster.start(Application.class, "rpc-parallel.launch.standby=1",
				"rpc-parallel.rpc.max-message-size=10KB");
	}

	@AfterAll
	static void close() {
		master.close();
	}

	@Test
	void anotherWorkerIsStartedForAStandbyThatWasKilledBeforeItWasToldWhatToBe() throws Exception {
		WorkerSnapshot standby = awaitStandby();
		Path inits = this.folder.resolve("inits");
		Processes.signal("STOP", standby.pid());
		CompletableFuture<WorkerConnection<String>> spawn = master.workers()
			.spawnAsync(type(), inits.toString(), SpawnOptions.defaults())
			.toFuture();
		Processes.kill(standby.pid());
		try (WorkerConnection<String> worker = spawn.get(60, TimeUnit.SECONDS)) {
			assertThat(worker.worker().pid()).isNotEqualTo(standby.pid());
			assertThat(worker.worker().name()).isNotEqualTo(standby.name());
			assertThat(Files.readAllLines(inits)).containsExactly(String.valueOf(worker.worker().pid()));
		}
	}

	@Test
	void anInitFunctionThatKillsItsWorkerIsNotRunAgain() throws IOException {
		WorkerSnapshot standby = awaitStandby();
		Path inits = this.folder.resolve(DEADLY);
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> master.workers().spawn(type(), inits.toString()))
			.withMessageContaining("exit code 9")
			.satisfies((ex) -> assertThat(ex.getWorkerName()).isEqualTo(standby.name()));
		assertThat(Files.readAllLines(inits)).containsExactly(String.valueOf(standby.pid()));
	}

	@Test
	void aStandbyWhoseInitArgumentCannotBeEncodedIsGone() {
		WorkerSnapshot standby = awaitStandby();
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> master.workers().spawn(type(), "x".repeat(20_000)))
			.withMessageContaining("The init argument of worker type 'type'");
		Processes.awaitGone(standby.pid(), Duration.ofSeconds(10));
		assertThat(awaitStandby().id()).isNotEqualTo(standby.id());
		assertThat(workers()).hasSize(1);
	}

	private static WorkerType<String, String> type() {
		return master.bean("type");
	}

	private static List<WorkerSnapshot> workers() {
		return master.context().getBean(WorkerTable.class).workers();
	}

	// Alone, so that those of other tests have ended
	private static WorkerSnapshot awaitStandby() {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.until(LostStandbysIntegrationTests::workers,
					(workers) -> workers.size() == 1 && workers.get(0).state() == WorkerState.STANDBY)
			.get(0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		WorkerType<String, String> type() {
			return (file) -> {
				Files.writeString(Path.of(file), ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE,
						StandardOpenOption.APPEND);
				if (file.endsWith(DEADLY)) {
					Runtime.getRuntime().halt(9);
				}
				return file;
			};
		}

	}

}
