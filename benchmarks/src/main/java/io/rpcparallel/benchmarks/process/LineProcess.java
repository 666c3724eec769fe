package io.rpcparallel.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A process that takes commands, one a line, and answers each with a line that starts
 * with {@value #MARK}. It ends when its standard input does. Whatever else it writes goes
 * to a log file.
 */
public final class LineProcess implements AutoCloseable {

	/**
	 * How the lines start that are answers.
	 */
	public static final String MARK = "@@ ";

	/**
	 * How an answer starts that says what went wrong.
	 */
	public static final String FAILED = "failed ";

	private static final String END = "ended";

	private static final long PATIENCE_MINUTES = 10;

	private final Process process;

	private final Path log;

	private final Writer commands;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private LineProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
		this.commands = process.outputWriter(StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "answers-" + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start a process.
	 * @param command program and arguments
	 * @param log the file for what is no answer, appended to
	 * @return the process
	 * @throws IOException if it does not start
	 */
	public static LineProcess start(List<String> command, Path log) throws IOException {
		Files.createDirectories(log.toAbsolutePath().getParent());
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
		return new LineProcess(process, log);
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(MARK)) {
					this.answers.add(line);
				}
				else {
					Files.writeString(this.log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.answers.add(END);
		}
	}

	/**
	 * Give a command and wait for its answer.
	 * @param command the command
	 * @return the answer without its mark
	 */
	public synchronized String ask(String command) {
		try {
			this.commands.write(command + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Process can't be asked '%s', see %s".formatted(command, this.log), ex);
		}
		return answer();
	}

	/**
	 * Wait for an answer.
	 * @return the answer without its mark
	 */
	public String answer() {
		String answer = poll();
		if (answer == null || answer.equals(END)) {
			throw new IllegalStateException("Process %d %s, see %s".formatted(this.process.pid(),
					(answer != null) ? "has ended" : "does not answer", this.log));
		}
		String content = answer.substring(MARK.length());
		if (content.startsWith(FAILED)) {
			throw new IllegalStateException(
					"%s (see %s)".formatted(content.substring(FAILED.length()), this.log.toAbsolutePath()));
		}
		return content;
	}

	private @Nullable String poll() {
		try {
			return this.answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return END;
		}
	}

	/**
	 * Return the process.
	 * @return a handle of it
	 */
	public ProcessHandle handle() {
		return this.process.toHandle();
	}

	@Override
	public void close() {
		try {
			this.commands.close();
		}
		catch (IOException ex) {
			// It has ended already, which is what we want
		}
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
