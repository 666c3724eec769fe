package io.rpcparallel.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.launch.ApplicationEntry;
import io.rpcparallel.launch.JavaCommand;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.LocalProcessLauncher;
import io.rpcparallel.launch.RunningJvm;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.fault.LimitedMaster;
import io.rpcparallel.test.fault.Script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What goes wrong between a launcher and a process that it launches, of which nothing
 * need be known but what it prints.
 */
@LeavesNothingBehind
@EnabledOnOs(OS.LINUX)
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LaunchFaultTests {

	// The head of an executable for another kind of processor
	private static final byte[] FOREIGN = ("\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\26\0\1\0\0\0")
		.getBytes(StandardCharsets.ISO_8859_1);

	private static final int VERSION_IN_CLASS_FILE = 7;

	private static final String CANNOT_BE_WRITTEN = "cannot be written to its";

	@TempDir
	private Path folder;

	@Test
	@Tag("E1")
	void anExecutableForAnotherKindOfMachineIsNamed() {
		Path java = Script.write(this.folder.resolve("java"), FOREIGN);
		LaunchedWorker worker = launch(java, WorkerOutput.discard());
		assertThat(exitCode(worker)).isNotZero();
		assertThat(worker.lastLines()).anyMatch((line) -> line.contains(java.toString()));
	}

	@Test
	@Tag("E4")
	void outputGoesOnIntoAFileThatWasRotated(CapturedOutput output) throws IOException {
		Path file = this.folder.resolve("file");
		Path rotated = this.folder.resolve("file.1");
		LaunchedWorker worker = launch(twoLines(), WorkerOutput.append(file));
		awaitFirstLine(file);
		Files.move(file, rotated);
		worker.abandon();
		assertThat(exitCode(worker)).isZero();
		assertThat(rotated).hasContent("one\ntwo\n");
		assertThat(file).doesNotExist();
		assertThat(output.getAll()).doesNotContain(CANNOT_BE_WRITTEN);
	}

	@Test
	@Tag("E4")
	void outputGoesOnInAFileThatWasEmptied() throws IOException {
		Path file = this.folder.resolve("file");
		LaunchedWorker worker = launch(twoLines(), WorkerOutput.append(file));
		awaitFirstLine(file);
		Files.newOutputStream(file).close();
		worker.abandon();
		assertThat(exitCode(worker)).isZero();
		assertThat(file).hasContent("two\n");
	}

	@Test
	@Tag("E4")
	void aWorkerWhoseLogFolderVanishesWorksOn(CapturedOutput output) throws IOException {
		Path logs = Files.createDirectory(this.folder.resolve("logs"));
		Path file = logs.resolve("file");
		LaunchedWorker worker = launch(twoLines(), WorkerOutput.append(file));
		awaitFirstLine(file);
		Files.delete(file);
		Files.delete(logs);
		worker.abandon();
		assertThat(exitCode(worker)).isZero();
		assertThat(worker.lastLines()).containsExactly("[worker one stdout] one", "[worker one stdout] two");
		assertThat(output.getAll()).doesNotContain(CANNOT_BE_WRITTEN);
	}

	@Test
	@Tag("E4")
	void aNamedPipeIsRefusedAtOnce() throws Exception {
		Path pipe = this.folder.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();
		Path java = twoLines();
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> launch(java, WorkerOutput.append(pipe)))
			.withMessageContaining("the file '%s' for its stdout cannot be opened".formatted(pipe))
			.withMessageContaining("a named pipe holds up the application while nobody reads it");
	}

	@Test
	@Tag("E4")
	void aPipeWithoutANameIsAFileLikeOthers() throws IOException {
		Process reader = new ProcessBuilder("cat").start();
		Path java = Script.write(this.folder.resolve("java"), "echo one");
		LaunchedWorker worker = launch(java, WorkerOutput.append(Path.of("/proc/%d/fd/0".formatted(reader.pid()))));
		assertThat(exitCode(worker)).isZero();
		reader.getOutputStream().close();
		assertThat(reader.getInputStream()).hasContent("one\n");
	}

	@Test
	@Tag("E6")
	void anApplicationForALaterJavaSaysSo() throws IOException {
		String name = LimitedMaster.class.getName().replace('.', '/') + ".class";
		Path copy = this.folder.resolve(name);
		Files.createDirectories(copy.getParent());
		try (InputStream original = LimitedMaster.class.getClassLoader().getResourceAsStream(name)) {
			byte[] bytes = Objects.requireNonNull(original).readAllBytes();
			bytes[VERSION_IN_CLASS_FILE] = 120;
			Files.write(copy, bytes);
		}
		RunningJvm jvm = RunningJvm.current();
		JavaCommand command = new JavaCommand(
				new RunningJvm(jvm.javaHome(), this.folder.toString(), List.of(), jvm.workingDirectory(),
						jvm.environment(), jvm.temporaryDirectory(), jvm.commandLineCharset(), false, jvm.feature()),
				new ApplicationEntry(LimitedMaster.class.getName(), List.of()), null, List.of(), true);
		LaunchedWorker worker = new LocalProcessLauncher(command).launch(request(WorkerOutput.discard()));
		assertThat(exitCode(worker)).isOne();
		assertThat(worker.lastLines()).anyMatch(
				(line) -> line.contains("UnsupportedClassVersionError") && line.contains("class file version 120.0"));
	}

	@Test
	@Tag("E11")
	void aWorkerThatGetsTooLittleMemorySaysSo() {
		Path java = Script.write(this.folder.resolve("limited"),
				"ulimit -v 500000; exec '%s/bin/java' \"$@\"".formatted(System.getProperty("java.home")));
		LaunchedWorker worker = launch(java, WorkerOutput.discard());
		assertThat(exitCode(worker)).isOne();
		assertThat(worker.lastLines()).anyMatch((line) -> line.contains("memory") || line.contains("space"));
	}

	// Prints one line, and another one when it is told to leave
	private Path twoLines() {
		return Script.write(this.folder.resolve("java"), "echo one", "cat > /dev/null", "echo two");
	}

	private static void awaitFirstLine(Path file) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.readString(file).equals("one\n"));
	}

	private static LaunchedWorker launch(Path java, WorkerOutput stdout) {
		JavaCommand command = new JavaCommand(RunningJvm.current(), new ApplicationEntry("Main", List.of()), java,
				List.of(), false);
		return new LocalProcessLauncher(command).launch(request(stdout));
	}

	private static LaunchRequest request(WorkerOutput stdout) {
		return new LaunchRequest("one", Map.of(), null, List.of(), null, null, stdout, WorkerOutput.discard(),
				new byte[0]);
	}

	private static int exitCode(LaunchedWorker worker) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> worker.onExit().isDone());
		return worker.onExit().join();
	}

}
