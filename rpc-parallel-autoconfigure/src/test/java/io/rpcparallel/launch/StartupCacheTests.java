package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerStartException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartupCache}: when there is one, and that no failure of it is one of
 * a start. The training itself takes processes and is tested with them.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
@ExtendWith(OutputCaptureExtension.class)
class StartupCacheTests {

	@TempDir
	private Path folder;

	private Path root;

	private Path jar;

	@BeforeEach
	void create() throws IOException {
		this.root = this.folder.toRealPath().resolve("cache");
		this.jar = this.folder.resolve("application.jar");
		Files.writeString(this.jar, "no jar, but nobody opens it");
		Files.writeString(this.folder.resolve("other.jar"), "nor this");
	}

	@Test
	void thereIsNoneIfItIsOff() {
		assertThat(train(cache("off", command()))).isEmpty();
		assertThat(train(cache("OFF", command()))).isEmpty();
		// What YAML makes of it without quotes
		assertThat(train(cache("false", command()))).isEmpty();
	}

	@Test
	void thereIsNoneWithAFolderInTheClassPath() {
		assertThat(train(cache(this.root.toString(), command(this.folder)))).isEmpty();
	}

	@Test
	void thereIsNoneForAnotherJava() {
		JavaCommand command = new JavaCommand(jvm(this.jar), new ApplicationEntry("com.example.Main", List.of()),
				Path.of("/other/java"), List.of(), true);
		assertThat(train(cache(this.root.toString(), command))).isEmpty();
	}

	@Test
	void thereIsNoneBesideAnAgent() {
		StartupCache cache = cache(this.root.toString(), command());
		LaunchRequest withAgent = LaunchRequests.withJvmArguments("-javaagent:agent.jar");
		assertThat(cache.trainingFor(withAgent, StartupCacheTests::none)).isEmpty();
		assertThat(train(cache)).isPresent();
	}

	@Test
	void thereIsNoneIfAJarWasReplaced() throws IOException {
		StartupCache cache = cache(this.root.toString(), command());
		Files.writeString(this.jar, "another");
		assertThat(train(cache)).isEmpty();
	}

	@Test
	void aTrainingIsGivenOutOnceForTheSameArguments() {
		StartupCache cache = cache(this.root.toString(), command());
		assertThat(train(cache)).isPresent();
		assertThat(train(cache)).isEmpty();
		assertThat(cache.trainingFor(LaunchRequests.withJvmArguments("-XX:+UseSerialGC"), StartupCacheTests::none))
			.isPresent();
	}

	@Test
	void aStartWithoutAnArchiveIsAsEver() {
		JavaCommand command = command();
		assertThat(cache(this.root.toString(), command).startOf(LaunchRequests.plain()))
			.isEqualTo(command.plainStart());
		assertThat(this.root).doesNotExist();
	}

	@Test
	void aTrainingThatFailsIsToldInOneLineAndNotRepeatedAtTheNextStart(CapturedOutput output) throws IOException {
		run(train(cache(this.root.toString(), command())), "the worker of the training failed");
		assertThat(output).containsOnlyOnce(
				"Workers start without a start-up cache, which costs them some seconds: the worker of the training failed. Set 'rpc-parallel.launch.startup-cache' to ");
		assertThat(names()).hasSize(3).contains("guard", "lock").anyMatch((name) -> name.startsWith("failed-"));
		run(train(cache(this.root.toString(), command())), "not asked");
		assertThat(output).doesNotContain("not asked");
	}

	@Test
	void aTrainingThatWritesNoArchiveIsToldAndLeavesNothing(CapturedOutput output) throws IOException {
		run(train(cache(this.root.toString(), command())), null);
		assertThat(output).contains("Workers start without a start-up cache");
		assertThat(names()).hasSize(3).contains("guard", "lock").anyMatch((name) -> name.startsWith("failed-"));
	}

	@Test
	void aTrainingThatIsInterruptedIsNoFailure(CapturedOutput output) throws IOException {
		Optional<StartupTraining> training = train(cache(this.root.toString(), command()));
		training.orElseThrow().run((launcher) -> {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted");
		});
		assertThat(Thread.interrupted()).isTrue();
		assertThat(output).doesNotContain("Workers start without");
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock");
	}

	@ParameterizedTest
	@ValueSource(ints = { 129, 130, 137, 143 })
	void aTrainingThatSomebodyEndsIsTriedAgainAtTheNextStart(int exitCode, CapturedOutput output) throws IOException {
		AtomicInteger tried = new AtomicInteger();
		for (int i = 0; i < 2; i++) {
			train(cache(this.root.toString(), command())).orElseThrow().run((launcher) -> {
				tried.incrementAndGet();
				throw new WorkerStartException("training", "it ended", exitCode, List.of(), null);
			});
		}
		assertThat(tried).hasValue(2);
		assertThat(output).doesNotContain("Workers start without");
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock");
	}

	@Test
	void aTrainingWhoseJvmCrashesIsAFailure(CapturedOutput output) throws IOException {
		train(cache(this.root.toString(), command())).orElseThrow().run((launcher) -> {
			throw new WorkerLostException(
					new CrashReport(new CrashReport.Subject("training", null, null, null, null, null),
							CrashCause.CRASHED, "it crashed",
							new CrashReport.Evidence(134, null, List.of(), List.of(), null, null), List.of(), 0),
					null, null);
		});
		assertThat(output).contains("Workers start without");
		assertThat(names()).anyMatch((name) -> name.startsWith("failed-"));
	}

	@Test
	void aTrainingThatFailsAsTheApplicationClosesIsNoFailure(CapturedOutput output) throws IOException {
		StartupCache cache = cache(this.root.toString(), command());
		train(cache).orElseThrow().run((launcher) -> {
			cache.close();
			throw new IllegalStateException("closed");
		});
		assertThat(output).doesNotContain("Workers start without");
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock");
	}

	@Test
	void aProcessTrainsNoMoreThanFourTimes(CapturedOutput output) {
		StartupCache cache = cache(this.root.toString(), command());
		for (int i = 1; i <= 4; i++) {
			run(cache.trainingFor(LaunchRequests.withJvmArguments("-XX:Argument=" + i), StartupCacheTests::none), null);
		}
		assertThat(cache.trainingFor(LaunchRequests.withJvmArguments("-XX:Argument=1"), StartupCacheTests::none))
			.isEmpty();
		assertThat(output).doesNotContain("Workers were trained");
		for (int i = 5; i <= 6; i++) {
			assertThat(cache.trainingFor(LaunchRequests.withJvmArguments("-XX:Argument=" + i), StartupCacheTests::none))
				.isEmpty();
		}
		assertThat(output).containsOnlyOnce("Workers were trained for 4 different sets of JVM arguments");
	}

	@Test
	void aFolderThatOthersCanWriteToFailsNoStart(CapturedOutput output) throws IOException {
		JavaCommand command = command();
		StartupCache cache = cache(this.root.toString(), command);
		String name = CachedApplication.nameOf(this.root, command);
		TrustedFolder.create(this.root.resolve(name));
		TrustedFolderTests.allow(this.root, "rwxrwxrwx");
		run(train(cache), "not asked");
		assertThat(output)
			.containsOnlyOnce("Workers start without a start-up cache, which costs them some seconds: '" + this.root
					+ "' is not trusted")
			.doesNotContain("not asked");
		assertThat(cache.startOf(LaunchRequests.plain())).isEqualTo(command.plainStart());
	}

	@Test
	void aWorkerThatRunsFromWhatWasExtractedHasTheFolderOfItsMaster() throws IOException {
		Path extracted = this.root.resolve("Main-1/extracted-1");
		TrustedFolder.create(extracted);
		Path own = Files.writeString(extracted.resolve("application.jar"), "");
		JavaCommand ofWorker = new JavaCommand(jvm(own), new ApplicationEntry("com.example.Main", List.of()), null,
				List.of(), true);
		assertThat(CachedApplication.nameOf(this.root, ofWorker)).isEqualTo("Main-1");
		assertThat(CachedApplication.nameOf(this.root, command())).matches("Main-[0-9a-f]{20}")
			.isNotEqualTo(CachedApplication.nameOf(this.root, command(this.folder.resolve("more.jar"))));
	}

	@Test
	void theDefaultFolderIsInTheUsersCacheFolder() {
		assertThat(StartupCache.defaultRoot(Map.of("XDG_CACHE_HOME", "/xdg"), false))
			.isEqualTo(Path.of("/xdg/rpc-parallel"));
		assertThat(StartupCache.defaultRoot(Map.of("LOCALAPPDATA", "/local"), true))
			.isEqualTo(Path.of("/local/rpc-parallel"));
		assertThat(StartupCache.defaultRoot(Map.of("XDG_CACHE_HOME", "relative"), false)).isNull();
		assertThat(StartupCache.defaultRoot(Map.of(), false))
			.isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "rpc-parallel"));
	}

	private static void run(Optional<StartupTraining> training, String failure) {
		training.orElseThrow().run((launcher) -> {
			if (failure != null) {
				throw new IllegalStateException(failure);
			}
		});
	}

	private Optional<StartupTraining> train(StartupCache cache) {
		return cache.trainingFor(LaunchRequests.plain(), StartupCacheTests::none);
	}

	private static LaunchedWorker none(LaunchRequest request, WorkerStart start) {
		throw new AssertionError("Nothing is to be started: " + start);
	}

	private static StartupCache cache(String setting, JavaCommand command) {
		return new StartupCache(setting, command);
	}

	private JavaCommand command(Path... more) {
		return new JavaCommand(jvm(Stream.concat(Stream.of(this.jar, this.folder.resolve("other.jar")), Stream.of(more))
			.toArray(Path[]::new)), new ApplicationEntry("com.example.Main", List.of()), null, List.of(), true);
	}

	private static RunningJvm jvm(Path... entries) {
		return new RunningJvm(System.getProperty("java.home"),
				String.join(":", Stream.of(entries).map(Path::toString).toList()), List.of(), "/", Map.of(),
				System.getProperty("java.io.tmpdir"), NativeCharsets.ofCommandLines(), false,
				Runtime.version().feature());
	}

	private List<String> names() throws IOException {
		try (Stream<Path> applications = Files.list(this.root)) {
			try (Stream<Path> files = Files.list(applications.findFirst().orElseThrow())) {
				return files.map((file) -> file.getFileName().toString()).toList();
			}
		}
	}

}
