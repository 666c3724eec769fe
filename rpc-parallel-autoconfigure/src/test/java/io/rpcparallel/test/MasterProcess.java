package io.rpcparallel.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.rpcparallel.test.fault.Soak;

/**
 * An application that runs in a process of its own, as its users start it. Whatever it
 * has started carries its mark in the environment, so that it is found even if its parent
 * is gone.
 */
public final class MasterProcess implements AutoCloseable {

	private static final String MARK = "RPC_PARALLEL_TEST_MARK";

	private static final Duration PATIENCE = Duration.ofSeconds(Soak.choose(60, 300));

	private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(5);

	private final Process process;

	private final String mark;

	private final Path stdout;

	private final Path stderr;

	private MasterProcess(Process process, String mark, Path stdout, Path stderr) {
		this.process = process;
		this.mark = mark;
		this.stdout = stdout;
		this.stderr = stderr;
	}

	public static Builder of(Class<?> mainClass) {
		return of(mainClass.getName());
	}

	public static Builder of(String mainClass) {
		return new Builder(mainClass);
	}

	public long pid() {
		return this.process.pid();
	}

	public String stdout() {
		return content(this.stdout);
	}

	public String stderr() {
		return content(this.stderr);
	}

	/**
	 * Wait until the application has written a line to its standard output.
	 * @param prefix what the line starts with
	 * @return the rest of the line
	 */
	public String awaitLine(String prefix) {
		Awaitility.await(prefix)
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> line(prefix).isPresent() || !this.process.isAlive());
		return line(prefix).orElseThrow(() -> new AssertionError("No line '" + prefix + "' from " + this));
	}

	/**
	 * Wait until the application has written a number of lines to its standard output,
	 * each within the usual time.
	 * @param prefix what the lines start with
	 * @param count how many there are
	 */
	public void awaitLines(String prefix, int count) {
		for (int i = 1; i <= count; i++) {
			long expected = i;
			Awaitility.await(prefix + i)
				.atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(50))
				.until(() -> stdout().lines().filter((line) -> line.startsWith(prefix)).count() >= expected);
		}
	}

	/**
	 * Write a line to the standard input of the application.
	 */
	public void tell(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Optional<String> line(String prefix) {
		// Up to the last line break, as the rest may be half a line
		String complete = stdout();
		return complete.substring(0, complete.lastIndexOf('\n') + 1)
			.lines()
			.filter((line) -> line.startsWith(prefix))
			.map((line) -> line.substring(prefix.length()))
			.findFirst();
	}

	/**
	 * Close the standard input of the application, which tells it to end.
	 */
	public void end() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until the application has ended by itself.
	 * @return its exit code
	 */
	public int awaitExit() {
		try {
			if (!this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("Still runs: " + this);
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

	/**
	 * Kill the application if it runs, and fail if something it has started is left.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly();
		awaitExit();
		// Into the report of the test, where it is looked for when the test has failed
		System.out.println(this);
		try {
			Awaitility.await("nothing is left").atMost(TIME_TO_LEAVE).until(() -> started().isEmpty());
		}
		catch (ConditionTimeoutException ex) {
			List<ProcessHandle> left = started();
			left.forEach(ProcessHandle::destroyForcibly);
			throw new AssertionError("Left behind: " + left + " by " + this, ex);
		}
	}

	/**
	 * List the processes that the application, or one of these, has started.
	 */
	public List<ProcessHandle> started() {
		return ProcessHandle.allProcesses().filter((handle) -> handle.pid() != pid() && hasMark(handle.pid())).toList();
	}

	private boolean hasMark(long pid) {
		try {
			byte[] environment = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
			return new String(environment, StandardCharsets.ISO_8859_1).contains(this.mark);
		}
		catch (IOException ex) {
			// It has ended, or is somebody else's
			return false;
		}
	}

	private static String content(Path file) {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return "process %d%nstdout:%n%s%nstderr:%n%s".formatted(pid(), stdout(), stderr());
	}

	/**
	 * How to start the application.
	 */
	public static final class Builder {

		private final String mainClass;

		private final List<String> jvmArguments = new ArrayList<>(List.of(TestMaster.FAST_JVM.split(",")));

		private final List<String> arguments = new ArrayList<>();

		private final Map<String, String> environment = new LinkedHashMap<>();

		private final List<String> runners = new ArrayList<>();

		private List<String> classPath = TestClassPath.entries();

		private Path workingDirectory;

		private Builder(String mainClass) {
			this.mainClass = mainClass;
		}

		/**
		 * Replace the class path, which is that of the test by default.
		 * @param entries the entries; none if another argument has them
		 */
		public Builder classPath(List<String> entries) {
			this.classPath = List.copyOf(entries);
			return this;
		}

		public Builder jvmArguments(String... added) {
			this.jvmArguments.addAll(List.of(added));
			return this;
		}

		public Builder arguments(String... added) {
			this.arguments.addAll(List.of(added));
			return this;
		}

		public Builder environment(String name, String value) {
			this.environment.put(name, value);
			return this;
		}

		/**
		 * Have it started by other programs, which become it in the end.
		 * @param commands what stands in front of the command
		 */
		public Builder runBy(String... commands) {
			this.runners.addAll(List.of(commands));
			return this;
		}

		public Builder workingDirectory(Path directory) {
			this.workingDirectory = directory;
			return this;
		}

		/**
		 * Start the application with an open standard input.
		 * @param folder where its output is kept
		 */
		public MasterProcess start(Path folder) {
			String mark = UUID.randomUUID().toString();
			try {
				Path stdout = Files.createTempFile(folder, "master-", ".out");
				Path stderr = Files.createTempFile(folder, "master-", ".err");
				ProcessBuilder builder = new ProcessBuilder(command()).redirectOutput(stdout.toFile())
					.redirectError(stderr.toFile());
				if (this.workingDirectory != null) {
					builder.directory(this.workingDirectory.toFile());
				}
				builder.environment().keySet().removeIf((name) -> name.contains("JAVA_") && name.contains("OPTIONS"));
				builder.environment().put("RPCPARALLEL_LAUNCH_JVMARGUMENTS", TestMaster.FAST_JVM);
				builder.environment().put("RPCPARALLEL_LAUNCH_STARTUPCACHE", "off");
				builder.environment().putAll(this.environment);
				builder.environment().put(MARK, mark);
				return new MasterProcess(builder.start(), mark, stdout, stderr);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private List<String> command() {
			List<String> command = new ArrayList<>(this.runners);
			command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			command.addAll(this.jvmArguments);
			if (!this.classPath.isEmpty()) {
				command.add("-cp");
				command.add(String.join(File.pathSeparator, this.classPath));
			}
			command.add(this.mainClass);
			command.addAll(this.arguments);
			return command;
		}

	}

}
