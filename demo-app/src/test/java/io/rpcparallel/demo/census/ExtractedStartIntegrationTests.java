package io.rpcparallel.demo.census;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.demo.DemoApplication;
import io.rpcparallel.launch.ApplicationEntry;
import io.rpcparallel.launch.JavaCommand;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.LocalProcessLauncher;
import io.rpcparallel.launch.RunningJvm;
import io.rpcparallel.launch.StartupCache;
import io.rpcparallel.launch.WorkerLauncher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Archives do not work within the repackaged application, so its workers start from what
 * was extracted from it. They have no master here, and say so and end.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
@Timeout(300)
class ExtractedStartIntegrationTests {

	private static final int NO_ASSIGNMENT = 250;

	private static final String SAYS_SO = "[worker one stderr] rpc-parallel: this process has no assignment as a worker";

	@TempDir
	private Path folder;

	private Path jar;

	private Path cache;

	@BeforeEach
	void copy() throws IOException {
		this.jar = Files.copy(DemoProcess.repackagedJar(), this.folder.toRealPath().resolve("the application.jar"));
		this.cache = this.folder.toRealPath().resolve("cache");
	}

	@Test
	@Tag("E14")
	void workersOfAFatJarStartFromWhatWasExtractedUnlessItIsDamaged() throws IOException {
		try (LocalProcessLauncher launcher = launcher()) {
			List<String> first = start(launcher);
			assertThat(first).doesNotContain("-jar").noneMatch(this::isArchive);
			launcher.training(request()).orElseThrow().run(ExtractedStartIntegrationTests::start);
			List<String> command = start(launcher);
			assertThat(command).doesNotContain("-jar")
				.anyMatch(this::isArchive)
				.endsWith(DemoApplication.class.getName());
			Path extracted = Path.of(command.get(command.indexOf("-cp") + 1));
			assertThat(first).contains(extracted.toString());
			assertThat(extracted).startsWith(this.cache).hasFileName("the application.jar");
			assertThat(extracted.resolveSibling("lib")).isNotEmptyDirectory();
			assertThat(names()).filteredOn((name) -> !name.endsWith(".lock"))
				.hasSize(4)
				.anyMatch((name) -> name.startsWith("extracted-"))
				.anyMatch((name) -> name.startsWith("archive-"))
				.contains("lock", "guard");
			assertDamageFailsNoStart(launcher, extracted);
		}
	}

	@Test
	void workersOfAFatJarThatCannotBeExtractedStartFromItAsItIs() throws IOException {
		try (FileSystem files = FileSystems.newFileSystem(this.jar);
				DirectoryStream<Path> tools = Files.newDirectoryStream(files.getPath("BOOT-INF", "lib"),
						"spring-boot-jarmode-tools*")) {
			for (Path each : tools) {
				Files.delete(each);
			}
		}
		try (LocalProcessLauncher launcher = launcher()) {
			assertThat(start(launcher)).contains("-jar", this.jar.toString());
			assertThat(names()).noneMatch((name) -> name.startsWith("extracted-") || name.startsWith("temp-"));
		}
	}

	private void assertDamageFailsNoStart(LocalProcessLauncher launcher, Path extracted) throws IOException {
		Path archive = archive();
		Files.write(archive, new byte[1000]);
		assertThat(start(launcher)).contains(extracted.toString()).noneMatch(this::isArchive);
		assertThat(archive).doesNotExist();
		Files.setPosixFilePermissions(this.cache, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThat(start(launcher)).contains("-jar", this.jar.toString());
		Files.setPosixFilePermissions(this.cache, PosixFilePermissions.fromString("rwx------"));
		assertThat(start(launcher)).contains(extracted.toString());
		Files.delete(extracted);
		assertThat(start(launcher)).contains("-jar", this.jar.toString());
	}

	private static List<String> start(WorkerLauncher launcher) {
		LaunchedWorker worker = launcher.launch(request());
		assertThat(worker.onExit()).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(NO_ASSIGNMENT);
		assertThat(worker.lastLines()).anyMatch((line) -> line.startsWith(SAYS_SO));
		return worker.command();
	}

	private static LaunchRequest request() {
		return new LaunchRequest("one", Map.of("RPC_PARALLEL_WORKER", "no master"), null, List.of(), null, null,
				WorkerOutput.discard(), WorkerOutput.discard(), new byte[0]);
	}

	private LocalProcessLauncher launcher() {
		RunningJvm jvm = new RunningJvm(System.getProperty("java.home"), this.jar.toString(), List.of(),
				this.folder.toString(), Map.of(), System.getProperty("java.io.tmpdir"), Charset.defaultCharset(),
				File.separatorChar == '\\', Runtime.version().feature());
		JavaCommand command = new JavaCommand(jvm, new ApplicationEntry(DemoApplication.class.getName(), List.of()),
				null, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), true);
		return new LocalProcessLauncher(command, new StartupCache(this.cache.toString(), command));
	}

	private boolean isArchive(String argument) {
		return argument.startsWith("-XX:") && argument.contains("=" + this.cache);
	}

	private Path archive() throws IOException {
		try (Stream<Path> files = Files.walk(this.cache)) {
			return files.filter((file) -> file.getFileName().toString().matches("worker\\.(jsa|aot)"))
				.findFirst()
				.orElseThrow();
		}
	}

	private List<String> names() throws IOException {
		try (Stream<Path> applications = Files.list(this.cache);
				Stream<Path> files = Files.list(applications.findFirst().orElseThrow())) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
