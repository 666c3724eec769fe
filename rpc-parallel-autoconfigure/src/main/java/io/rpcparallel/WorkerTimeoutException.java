package io.rpcparallel;

import java.time.Duration;

/**
 * A call took longer than its caller wanted to wait, by the caller's clock. The worker
 * gives it up at its deadline too: the function is not started any more, or what blocks
 * in it is interrupted.
 *
 * @since 0.1.0
 */
public class WorkerTimeoutException extends WorkerException {

	private final String functionName;

	private final Duration timeout;

	/**
	 * Create an exception for a call whose time was up.
	 * @param workerName the name of the worker
	 * @param functionName the bean name of the function
	 * @param timeout how long the caller waited
	 */
	public WorkerTimeoutException(String workerName, String functionName, Duration timeout) {
		super(workerName,
				"The call of function '%s' on worker '%s' has no answer within %d ms and was cancelled; whether it had an effect is not known"
					.formatted(functionName, workerName, timeout.toMillis()),
				null);
		this.functionName = functionName;
		this.timeout = timeout;
	}

	/**
	 * Return the function that was called.
	 * @return the bean name of the function
	 */
	public String getFunctionName() {
		return this.functionName;
	}

	/**
	 * Return how long the caller waited.
	 * @return the time-out of the call
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

}
