package io.rpcparallel;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The connection to a worker has ended, most often since its process did, so a call on it
 * has no answer. Whether the function ran is not known: calls are never repeated.
 *
 * @since 0.1.0
 */
public class WorkerLostException extends WorkerProcessException {

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
		super(workerName, "Worker '%s' is lost: %s".formatted(workerName, reason), exitCode, lastLines, cause);
	}

}
