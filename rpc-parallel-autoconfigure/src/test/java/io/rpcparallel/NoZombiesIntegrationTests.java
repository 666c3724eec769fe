package io.rpcparallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.FaultyApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * No worker stays behind as a zombie, whose process has ended and was never waited for.
 */
@LeavesNothingBehind
class NoZombiesIntegrationTests {

	private TestMaster master;

	@BeforeEach
	void start() {
		this.master = TestMaster.start(FaultyApplication.class);
	}

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void afterItsConnectionWasClosed() {
		WorkerConnection<Object> worker = this.master.workers().spawn();
		worker.close();
		awaitNoChildren();
	}

	@ParameterizedTest
	@ValueSource(strings = { "throws", "halts" })
	void afterItsInitFunctionHasFailed(String init) {
		WorkerType<Object, String> type = this.master.bean("type");
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> this.master.workers().spawn(type, init, SpawnOptions.defaults()));
		awaitNoChildren();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 1_000_000, 300_000_000 })
	@Tag("E9")
	void afterATimeoutThatNoWorkerCanKeep(long nanos) {
		SpawnOptions options = SpawnOptions.defaults().withSpawnTimeout(Duration.ofNanos(nanos));
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> this.master.workers().spawn(options))
			.withMessageContaining("it did not register with its master within the spawn time-out of");
		awaitNoChildren();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void aTimeoutOfNothingIsRefusedAtOnce(long nanos) {
		Duration timeout = Duration.ofNanos(nanos);
		assertThatIllegalArgumentException().isThrownBy(() -> SpawnOptions.defaults().withSpawnTimeout(timeout))
			.withMessage("'spawnTimeout' must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> SpawnOptions.defaults().withConnectionTimeout(timeout))
			.withMessage("'connectionTimeout' must be positive");
		assertThat(children()).isEmpty();
	}

	private static void awaitNoChildren() {
		Awaitility.await("the worker was waited for")
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(children()).isEmpty());
	}

	// From the process table, which has zombies too
	private static String children() {
		try {
			StringBuilder children = new StringBuilder();
			try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
				for (Path task : tasks.toList()) {
					children.append(Files.readString(task.resolve("children")));
				}
			}
			return children.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
