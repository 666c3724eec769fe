package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that does a piece of work for the start-up cache, and ends with the thread
 * that waits for it.
 */
final class BackgroundProcess {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final int LONGEST_OUTPUT = 400;

	private final List<String> prefix;

	private final Path output;

	private final Duration longest;

	private BackgroundProcess(List<String> prefix, Path output, Duration longest) {
		this.prefix = prefix;
		this.output = output;
		this.longest = longest;
	}

	/**
	 * Create a process at low priority that may take minutes.
	 * @param output the file for what it prints
	 * @return the process
	 */
	static BackgroundProcess patient(Path output) {
		return new BackgroundProcess(LowPriority.COMMAND, output, PATIENCE);
	}

	/**
	 * Create a process that others wait for.
	 * @param output the file for what it prints
	 * @param longest how long it may take
	 * @return the process
	 */
	static BackgroundProcess urgent(Path output, Duration longest) {
		return new BackgroundProcess(List.of(), output, longest);
	}

	/**
	 * Run to the end. If the thread is interrupted, the process is killed.
	 * @param command the executable and its arguments
	 * @param environment the variables
	 * @throws IOException if it could not do its work
	 */
	void run(List<String> command, Map<String, String> environment) throws IOException {
		List<String> all = new ArrayList<>(this.prefix);
		all.addAll(command);
		ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(this.output.toFile());
		builder.environment().clear();
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			process.getOutputStream().close();
			if (!process.waitFor(this.longest.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IOException("a process took longer than %d ms".formatted(this.longest.toMillis()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted");
		}
		finally {
			kill(process);
		}
		if (process.exitValue() != 0) {
			throw new BackgroundProcessException(process.exitValue(), printed());
		}
	}

	// Also when it has ended, which then does nothing
	private static void kill(Process process) {
		new ProcessTree(process.toHandle(), null).kill();
		boolean interrupted = Thread.interrupted();
		try {
			process.waitFor(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private String printed() throws IOException {
		String text = new String(Files.readAllBytes(this.output), Charset.defaultCharset()).strip();
		return (text.length() > LONGEST_OUTPUT) ? "..." + text.substring(text.length() - LONGEST_OUTPUT) : text;
	}

}
