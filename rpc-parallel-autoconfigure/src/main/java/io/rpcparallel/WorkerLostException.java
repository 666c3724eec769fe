package io.rpcparallel;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The connection to a worker has ended, most often since its process did, so a call on it
 * has no answer. Whether the function ran is not known: calls are never repeated.
 *
 * @since 0.1.0
 */
public class WorkerLostException extends WorkerException {

	private final @Nullable Integer exitCode;

	private final List<String> lastLines;

	/**
	 * Create an exception for a lost worker.
	 * @param workerName the name of the worker
	 * @param reason what happened, in a sentence
	 * @param exitCode the exit code if the worker's process has ended and is known here
	 * @param lastLines the last lines the process wrote, each with its prefix
	 * @param cause the failure of the connection, if there was one
	 */
	public WorkerLostException(String workerName, String reason, @Nullable Integer exitCode, List<String> lastLines,
			@Nullable Throwable cause) {
		super(workerName, describe(workerName, reason, lastLines), cause);
		this.exitCode = exitCode;
		this.lastLines = List.copyOf(lastLines);
	}

	private static String describe(String workerName, String reason, List<String> lastLines) {
		String message = "Worker '%s' is lost: %s".formatted(workerName, reason);
		return lastLines.isEmpty() ? message
				: message + System.lineSeparator() + String.join(System.lineSeparator(), lastLines);
	}

	/**
	 * Return how the worker's process ended.
	 * @return the exit code, or {@code null} if the process lives or is not known here
	 */
	public @Nullable Integer getExitCode() {
		return this.exitCode;
	}

	/**
	 * Return the last lines that the process wrote to its standard output and error.
	 * @return the last lines, the oldest first
	 */
	public List<String> getLastLines() {
		return this.lastLines;
	}

}
