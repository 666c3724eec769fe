package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.FaultyApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers that do not come to life: the spawn says why, soon, and nothing is left of
 * them.
 */
@LeavesNothingBehind
class StartFailuresIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

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
	@Tag("E1")
	void missingJavaExecutable() {
		Path missing = this.directory.resolve("bin/java");
		try (TestMaster other = TestMaster.start(FaultyApplication.class,
				"rpc-parallel.launch.java-executable=" + missing)) {
			long start = System.nanoTime();
			assertThatExceptionOfType(WorkerStartException.class)
				.isThrownBy(() -> other.workers().spawn(SpawnOptions.defaults().withName("w")))
				.withMessageContaining(missing.toString());
			Figures.printSince("E1", "an executable that is missing told after", start);
		}
	}

	@Test
	@Tag("E2")
	void missingWorkingDirectory() {
		Path missing = this.directory.resolve("missing");
		long start = System.nanoTime();
		assertThat(failure((options) -> options.withWorkingDirectory(missing))).hasMessageContaining(missing.toString())
			.hasMessageContaining("directory");
		Figures.printSince("E2", "a directory that is missing told after", start);
	}

	@Test
	@Tag("E2")
	void workingDirectoryThatIsAFile() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "");
		assertThat(failure((options) -> options.withWorkingDirectory(file))).hasMessageContaining(file.toString())
			.hasMessageContaining("directory");
	}

	@Test
	@Tag("E6")
	void badJvmOptionIsNamedInTheWorkersOwnWords() {
		long start = System.nanoTime();
		WorkerStartException failure = failure((options) -> options.withJvmArguments("-XX:+NoSuchOption"));
		Figures.printSince("E6", "a JVM option that is unknown told after", start);
		assertThat(failure).hasMessageContaining("exit code 1")
			.hasMessageContaining("[worker w stderr] Unrecognized VM option 'NoSuchOption'");
		assertThat(failure.getExitCode()).isOne();
		assertThat(failure.getLastLines()).isNotEmpty();
	}

	@Test
	@Tag("E6")
	void heapThatIsTooLarge() {
		assertThat(failure((options) -> options.withHeap(DataSize.ofTerabytes(1000))))
			.hasMessageContaining("[worker w ")
			.hasMessageContaining("heap");
	}

	@ParameterizedTest
	@CsvSource({ "main-throws, exit code 1, main is broken", "main-exits, exit code 7, exit code 7",
			"main-says-nothing, exit code 9, exit code 9", "bean-fails, exit code 1, the bean is broken",
			"bean-missing, exit code 1, required a bean of type" })
	@Tag("E7")
	void processThatEnds(String fault, String code, String words) {
		long start = System.nanoTime();
		WorkerStartException failure = failure((options) -> options.withEnvironment("FAULT", fault));
		Figures.printSince("E7", fault + " told after", start);
		assertThat(failure).hasMessageContaining(code).hasMessageContaining(words);
	}

	@Test
	@Tag("E9")
	void processThatNeverRegistersIsKilledAtTheTimeout() {
		long start = System.nanoTime();
		WorkerStartException failure = failure(
				(options) -> options.withEnvironment("FAULT", "main-hangs").withSpawnTimeout(Duration.ofSeconds(2)));
		assertThat(failure).hasMessageContaining("did not register").hasMessageContaining("2000 ms");
		assertThat(Figures.printSince("E9", "with a spawn time-out of 2000 ms told after", start))
			.isBetween(Duration.ofSeconds(2), SOON);
	}

	@Test
	void otherFunctionsThanTheMasters() {
		WorkerStartException failure = failure((options) -> options.withEnvironment("FAULT", "other-functions"));
		assertThat(failure).isInstanceOfSatisfying(FunctionRegistryMismatchException.class,
				(ex) -> assertThat(ex.getDifferences()).singleElement()
					.asString()
					.contains("only the worker has function 'extra'"));
		assertThat(failure).hasMessageContaining("[worker w stderr] rpc-parallel: the master refused worker 'w'");
	}

	@Test
	@Tag("E8")
	void initFunctionThatThrows() {
		WorkerStartException failure = initFailure("throws", SpawnOptions.defaults());
		assertThat(failure).hasMessageContaining("the init function is broken")
			.cause()
			.isInstanceOfSatisfying(RemoteThrowable.class,
					(thrown) -> assertThat(thrown.getType()).isEqualTo(IllegalArgumentException.class.getName()));
	}

	@Test
	@Tag("E8")
	@Tag("E9")
	void initFunctionThatHangsOrStopsItsProcess() {
		WorkerType<Object, String> type = this.master.bean("type");
		SpawnOptions options = SpawnOptions.defaults().withSpawnTimeout(Duration.ofSeconds(12));
		long start = System.nanoTime();
		List<Throwable> failures = Flux.just("hangs", "stops")
			.flatMap((init) -> this.master.workers()
				.spawnAsync(type, init, options.withName(init))
				.<Throwable>map((worker) -> new AssertionError(worker + " has started"))
				.onErrorResume(Mono::just))
			.collectList()
			.block(SOON);
		assertThat(failures).hasSize(2)
			.allSatisfy((failure) -> assertThat(failure).isInstanceOf(WorkerStartException.class)
				.hasMessageContaining("its init function did not return within the spawn time-out of 12000 ms"));
		Figures.printSince("E8", "with a spawn time-out of 12000 ms told after", start);
	}

	@Test
	@Tag("E8")
	void initFunctionThatEndsTheProcess() {
		assertThat(initFailure("halts", SpawnOptions.defaults())).hasMessageContaining("exit code 11");
	}

	private WorkerStartException initFailure(String init, SpawnOptions options) {
		WorkerType<Object, String> type = this.master.bean("type");
		return assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> this.master.workers().spawn(type, init, options.withName("w")))
			.actual();
	}

	private WorkerStartException failure(UnaryOperator<SpawnOptions> options) {
		long start = System.nanoTime();
		WorkerStartException failure = assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> this.master.workers().spawn(options.apply(SpawnOptions.defaults().withName("w"))))
			.actual();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
		assertThat(failure).hasMessageStartingWith("Worker 'w' did not start: ");
		return failure;
	}

}
