package io.rpcparallel;

/**
 * The function or worker type that was passed is no registered bean of this application.
 *
 * @since 0.1.0
 */
public class UnknownFunctionException extends WorkerException {

	/**
	 * Create an exception for something that is not registered.
	 * @param workerName the name of the worker that was addressed
	 * @param message what is not registered, and how to mend it
	 */
	public UnknownFunctionException(String workerName, String message) {
		super(workerName, message, null);
	}

}
