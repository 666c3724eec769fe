package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.RespawningApplication;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar of an application is deleted or replaced while it runs: a spawn works, or says
 * what happened to the jar and what to do.
 */
@LeavesNothingBehind
class RemoveRunningExecutableIntegrationTests {

	@TempDir
	private Path folder;

	private Path jar;

	private MasterProcess master;

	@BeforeEach
	void startFromAJar() {
		this.jar = this.folder.resolve("application.jar");
		TestClassPath.pack(TestClassPath.tests(), this.jar);
		List<String> classPath = new ArrayList<>(List.of(this.jar.toString(), TestClassPath.library().toString()));
		TestClassPath.entries().stream().filter((entry) -> entry.endsWith(".jar")).forEach(classPath::add);
		this.master = MasterProcess.of(RespawningApplication.class)
			.classPath(classPath)
			.arguments("--spring.main.web-application-type=none")
			.start(this.folder);
		this.master.awaitLine("READY");
		assertThat(spawn("first")).isEqualTo("works");
	}

	@AfterEach
	void end() {
		try (MasterProcess ended = this.master) {
			ended.end();
			assertThat(ended.awaitExit()).as(ended::toString).isZero();
		}
	}

	@Test
	@Tag("E13")
	void aDeletedJarIsNamedAndMayBePutBack() throws IOException {
		Path elsewhere = Files.move(this.jar, this.folder.resolve("elsewhere.jar"));
		assertThat(spawn("second")).isEqualTo(
				"WorkerStartException: Worker 'second' did not start: '%s' of the class path has been deleted since this application started; put back what was there, or start the application again from where it is now",
				this.jar);
		Files.move(elsewhere, this.jar);
		assertThat(spawn("third")).isEqualTo("works");
	}

	@Test
	@Tag("E13")
	void anEqualJarInItsPlaceWorks() throws IOException {
		Path copy = this.folder.resolve("copy.jar");
		Files.copy(this.jar, copy);
		Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
		Files.move(copy, this.jar, StandardCopyOption.REPLACE_EXISTING);
		assertThat(spawn("second")).isEqualTo("works");
	}

	@Test
	@Tag("E13")
	void aJarWithoutTheApplicationInItsPlaceIsNamed() throws IOException {
		Path empty = this.folder.resolve("empty.jar");
		new JarOutputStream(Files.newOutputStream(empty)).close();
		Files.move(empty, this.jar, StandardCopyOption.REPLACE_EXISTING);
		assertThat(spawn("second")).startsWith("WorkerStartException: Worker 'second' did not start: ")
			.contains("exit code 1")
			.contains("[worker second start] replaced since this application started")
			.contains(this.jar + " (then ")
			.contains("ClassNotFoundException: " + RespawningApplication.class.getName());
	}

	@Test
	@Tag("E13")
	void anotherVersionWithOtherFunctionsInItsPlaceIsNamed() throws IOException {
		Path classes = this.folder.resolve("classes");
		Path packageFolder = Path.of(RespawningApplication.class.getPackageName().replace('.', '/'));
		Files.createDirectories(classes.resolve(packageFolder));
		for (Path file : TestClassPath.filesOf(TestClassPath.tests().resolve(packageFolder))) {
			Files.copy(file, classes.resolve(packageFolder).resolve(file.getFileName()));
		}
		Files.createFile(classes.resolve(RespawningApplication.SECOND_VERSION));
		Path next = this.folder.resolve("next.jar");
		TestClassPath.pack(classes, next);
		Files.move(next, this.jar, StandardCopyOption.REPLACE_EXISTING);
		assertThat(spawn("second")).startsWith("FunctionRegistryMismatchException: ")
			.contains("only the worker has function 'addedByTheSecondVersion'")
			.contains("[worker second start] replaced since this application started")
			.contains(this.jar + " (then ");
	}

	private String spawn(String name) {
		this.master.tell(name);
		return this.master.awaitLine(name + " ");
	}

}
