package io.rpcparallel;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A worker did not come to life: its process could not be started, ended, said no, or did
 * not answer in time, or its init function threw. Nothing of the worker is left when this
 * is thrown.
 *
 * @since 0.1.0
 */
public class WorkerStartException extends WorkerProcessException {

	/**
	 * Create an exception for a failed start.
	 * @param workerName the name of the worker
	 * @param reason what happened, in a sentence
	 * @param exitCode the exit code if the process ended by itself
	 * @param lastLines the last lines the process wrote, each with its prefix
	 * @param cause the cause, such as the exception the init function threw
	 */
	public WorkerStartException(String workerName, String reason, @Nullable Integer exitCode, List<String> lastLines,
			@Nullable Throwable cause) {
		super(workerName, "Worker '%s' did not start: %s".formatted(workerName, reason), exitCode, lastLines, cause);
	}

}
