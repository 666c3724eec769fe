package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Report;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that runs from jars has its workers start from an archive that it makes
 * in the background.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
@LeavesNothingBehind
class StartupCacheIntegrationTests {

	@TempDir
	private Path folder;

	private List<String> jars;

	private Path cache;

	@BeforeEach
	void pack() throws IOException {
		Path library = this.folder.resolve("library.jar");
		Path tests = this.folder.resolve("tests.jar");
		TestClassPath.pack(TestClassPath.library(), library);
		TestClassPath.pack(TestClassPath.tests(), tests);
		this.jars = new ArrayList<>(List.of(library.toString(), tests.toString()));
		TestClassPath.entries().stream().filter((entry) -> entry.endsWith(".jar")).forEach(this.jars::add);
		this.cache = this.folder.toRealPath().resolve("cache");
	}

	@Test
	@Tag("E14")
	void workersOfTheNextStartOfTheApplicationStartFromAnArchive() throws IOException {
		try (MasterProcess application = application("--probe.wait=true").start(this.folder)) {
			assertThat(ProbeApplication.reportOf(application).worker().commandLine()).noneMatch(this::isOfCache);
			Awaitility.await("the archive is there")
				.atMost(Duration.ofMinutes(2))
				.until(() -> entries().stream().anyMatch((name) -> name.matches("archive-\\w+-\\w+")));
			application.end();
			assertThat(application.awaitExit()).as(application::toString).isZero();
			assertThat(application.stdout()).doesNotContain("[worker training").doesNotContain("Workers start without");
		}
		assertThat(report().worker().commandLine()).anyMatch(this::isOfCache);
		assertThat(entries()).noneMatch((name) -> name.startsWith("temp-"));
	}

	private Report report() {
		try (MasterProcess application = application().start(this.folder)) {
			Report report = ProbeApplication.reportOf(application);
			assertThat(application.awaitExit()).as(application::toString).isZero();
			assertThat(application.stdout()).doesNotContain("[warning]");
			return report;
		}
	}

	private MasterProcess.Builder application(String... arguments) {
		return MasterProcess.of(ProbeApplication.class)
			.classPath(this.jars)
			.environment("RPCPARALLEL_LAUNCH_STARTUPCACHE", this.cache.toString())
			.environment("RPCPARALLEL_LAUNCH_JVMARGUMENTS", "-XX:TieredStopAtLevel=1,-XX:+UseSerialGC")
			.arguments(arguments);
	}

	private boolean isOfCache(String argument) {
		return argument.startsWith("-XX:") && argument.contains("=" + this.cache);
	}

	private List<String> entries() throws IOException {
		List<String> names = new ArrayList<>();
		for (Path application : list(this.cache)) {
			list(application).forEach((entry) -> names.add(entry.getFileName().toString()));
		}
		return names;
	}

	private static List<Path> list(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

}
