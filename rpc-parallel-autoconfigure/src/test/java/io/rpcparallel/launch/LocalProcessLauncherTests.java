package io.rpcparallel.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@LeavesNothingBehind
class LocalProcessLauncherTests {

	private static final String PADDING = (File.pathSeparator + "/no/such/folder").repeat(1000);

	private final Path folder;

	LocalProcessLauncherTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void handsOverTheAssignmentAndKeepsTheInputOpen() {
		byte[] assignment = new byte[300_000];
		Arrays.fill(assignment, (byte) 1);
		LaunchedWorker worker = Workers.launcher(WorkerMains.Obedient.class)
			.launch(new LaunchRequest("one", Map.of("GREETING", "good day"), this.folder, List.of(), null, null,
					WorkerOutput.discard(), WorkerOutput.discard(), assignment));
		Workers.awaitLine(worker, "[worker one stderr] then waits");
		assertThat(worker.lastLines()).contains("[worker one stdout] read 300000 sum 300000 in %s with good day"
			.formatted(this.folder.toAbsolutePath()));
		assertThat(worker.isAlive()).isTrue();
		assertThat(ProcessHandle.of(worker.pid())).isPresent();
		worker.abandon();
		worker.abandon();
		assertThat(Workers.exitCode(worker)).isZero();
		assertThat(worker.isAlive()).isFalse();
		worker.terminate(Duration.ZERO);
	}

	@Test
	void reportsExitCodeAndLastWords() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Failing.class).launch(LaunchRequests.plain());
		assertThat(Workers.exitCode(worker)).isEqualTo(3);
		assertThat(worker.lastLines()).containsExactly("[worker one stderr] that was it");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void theExitCodeAndTheProcessAreTheWorkersAlsoThroughAShell() {
		LaunchedWorker failing = Workers.launcher(WorkerMains.Failing.class).launch(LaunchRequests.withUmask("077"));
		assertThat(Workers.exitCode(failing)).isEqualTo(3);
		LaunchedWorker worker = Workers.launcher(WorkerMains.Stubborn.class).launch(LaunchRequests.withUmask("077"));
		ProcessHandle child = Workers.awaitChild(worker);
		assertThat(child.parent().map(ProcessHandle::pid)).contains(worker.pid());
		worker.terminate(Duration.ZERO);
		Workers.awaitEnd(child);
	}

	@Test
	void doesNotWaitForAWorkerThatDoesNotRead() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Stubborn.class)
			.launch(LaunchRequests.withAssignment(new byte[1_000_000]));
		ProcessHandle child = Workers.awaitChild(worker);
		worker.abandon();
		worker.terminate(Duration.ofMillis(50));
		assertThat(worker.isAlive()).isFalse();
		Workers.awaitEnd(child);
	}

	@Test
	@Tag("E6")
	void reportsWhatTheJvmSays() {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Failing.class)
			.launch(LaunchRequests.withJvmArguments("-XX:+NoSuchFlag"));
		assertThat(Workers.exitCode(worker)).isEqualTo(1);
		assertThat(worker.lastLines()).anyMatch((line) -> line.contains("NoSuchFlag"));
	}

	@Test
	void deletesTheArgumentFileOnceItIsNotNeeded() throws IOException {
		LocalProcessLauncher launcher = Workers.launcher(withLongClassPath(), WorkerMains.Obedient.class);
		LaunchedWorker worker = launcher.launch(LaunchRequests.plain());
		assertThat(worker.command()).anyMatch((argument) -> argument.startsWith("@" + this.folder));
		Workers.awaitLine(worker, "[worker one stdout] read 0");
		assertThat(filesIn(this.folder)).hasSize(1);
		worker.started();
		worker.started();
		assertThat(filesIn(this.folder)).isEmpty();
		worker.terminate(Duration.ofSeconds(10));
		assertThat(Workers.exitCode(worker)).isZero();
	}

	@Test
	void deletesTheArgumentFileWhenTheWorkerHasEnded() throws IOException {
		LaunchedWorker worker = Workers.launcher(withLongClassPath(), WorkerMains.Failing.class)
			.launch(LaunchRequests.plain());
		assertThat(Workers.exitCode(worker)).isEqualTo(3);
		assertThat(filesIn(this.folder)).isEmpty();
	}

	@Test
	void deletesTheArgumentFileWhenTheLaunchFails() throws IOException {
		LocalProcessLauncher launcher = Workers.launcher(withLongClassPath(), WorkerMains.Failing.class);
		LaunchRequest request = LaunchRequests.withEnvironment("NO=NAME", "x");
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> launcher.launch(request))
			.withMessageContaining("could not be started")
			.withMessageContaining("NO=NAME");
		assertThat(filesIn(this.folder)).isEmpty();
	}

	@Test
	@Tag("E1")
	void namesAMissingExecutable() {
		for (Path executable : List.of(this.folder.resolve("java"), this.folder)) {
			LocalProcessLauncher launcher = new LocalProcessLauncher(new JavaCommand(RunningJvm.current(),
					new ApplicationEntry("Main", List.of()), executable, List.of(), true));
			assertThatExceptionOfType(WorkerStartException.class)
				.isThrownBy(() -> launcher.launch(LaunchRequests.plain()))
				.withMessageContaining("Java executable '" + executable + "'")
				.withMessageContaining("set it to the full path");
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	@Tag("E1")
	void namesAnExecutableThatCannotRun() throws IOException {
		Path executable = Files.writeString(this.folder.resolve("java"), "#!/bin/sh");
		LocalProcessLauncher launcher = new LocalProcessLauncher(new JavaCommand(RunningJvm.current(),
				new ApplicationEntry("Main", List.of()), executable, List.of(), true));
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> launcher.launch(LaunchRequests.plain()))
			.withMessageContaining("may not run the Java executable '" + executable + "'");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	@Tag("E1")
	void translatesWhatTheSystemSays() throws IOException {
		Path executable = Files.writeString(this.folder.resolve("java"), "#!/no/such/shell\n");
		assertThat(executable.toFile().setExecutable(true)).isTrue();
		LocalProcessLauncher launcher = new LocalProcessLauncher(new JavaCommand(RunningJvm.current(),
				new ApplicationEntry("Main", List.of()), executable, List.of(), true));
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> launcher.launch(LaunchRequests.plain()))
			.withMessageContaining("could not be started")
			.withMessageContaining("No such file")
			.withCauseInstanceOf(IOException.class);
	}

	@Test
	@Tag("E2")
	void namesAWorkingDirectoryThatIsNone() throws IOException {
		LocalProcessLauncher launcher = Workers.launcher(WorkerMains.Failing.class);
		Path file = Files.createFile(this.folder.resolve("file"));
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> launcher.launch(LaunchRequests.withWorkingDirectory(this.folder.resolve("none"))))
			.withMessageContaining("none' does not exist");
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> launcher.launch(LaunchRequests.withWorkingDirectory(file)))
			.withMessageContaining("file' is not a directory");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	@Tag("E14")
	void findsClassesInAFolderWithAnOddName() throws IOException {
		String name = NativeCharsets.ofCommandLines().newEncoder().canEncode("ä") ? "ä \"b\\ #'c" : "\"b\\ #'c";
		String main = WorkerMains.Failing.class.getName().replace('.', '/') + ".class";
		Path copy = this.folder.resolve(name).resolve(main);
		Files.createDirectories(copy.getParent());
		try (InputStream original = WorkerMains.class.getClassLoader().getResourceAsStream(main)) {
			Files.copy(Objects.requireNonNull(original), copy);
		}
		for (String padding : List.of("", PADDING)) {
			RunningJvm jvm = withClassPath(name + padding);
			LaunchedWorker worker = Workers.launcher(jvm, WorkerMains.Failing.class).launch(LaunchRequests.plain());
			assertThat(Workers.exitCode(worker)).isEqualTo(3);
		}
	}

	private RunningJvm withLongClassPath() {
		return withClassPath(RunningJvm.current().classPath() + PADDING);
	}

	private RunningJvm withClassPath(String classPath) {
		RunningJvm jvm = RunningJvm.current();
		return new RunningJvm(jvm.javaHome(), classPath, jvm.inputArguments(), this.folder.toString(),
				jvm.environment(), this.folder.toString(), jvm.commandLineCharset(), jvm.windows(), jvm.feature());
	}

	private static List<Path> filesIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

}
