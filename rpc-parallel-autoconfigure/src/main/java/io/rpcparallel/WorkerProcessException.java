package io.rpcparallel;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something about the process of a worker, with what the process has left to say.
 *
 * @since 0.1.0
 */
public abstract class WorkerProcessException extends WorkerException {

	private final @Nullable Integer exitCode;

	private final List<String> lastLines;

	/**
	 * Create an exception about a worker's process.
	 * @param workerName the name of the worker
	 * @param message what happened, to which the last lines are added
	 * @param exitCode the exit code if the process has ended by itself and is known here
	 * @param lastLines the last lines the process wrote, each with its prefix
	 * @param cause the cause, if another exception is
	 */
	protected WorkerProcessException(String workerName, String message, @Nullable Integer exitCode,
			List<String> lastLines, @Nullable Throwable cause) {
		super(workerName, describe(message, lastLines), cause);
		this.exitCode = exitCode;
		this.lastLines = List.copyOf(lastLines);
	}

	private static String describe(String message, List<String> lastLines) {
		return lastLines.isEmpty() ? message
				: message + System.lineSeparator() + String.join(System.lineSeparator(), lastLines);
	}

	/**
	 * Return how the process ended.
	 * @return the exit code, or {@code null} if the process lives, was ended by its
	 * master, or is not known here
	 */
	public @Nullable Integer getExitCode() {
		return this.exitCode;
	}

	/**
	 * Return the last lines that the process wrote to its standard output and error, such
	 * as {@code [worker NAME stderr] Error: ...}.
	 * @return the last lines, the oldest first
	 */
	public List<String> getLastLines() {
		return this.lastLines;
	}

}
