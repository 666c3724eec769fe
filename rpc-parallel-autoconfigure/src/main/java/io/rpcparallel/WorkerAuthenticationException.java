package io.rpcparallel;

import org.jspecify.annotations.Nullable;

/**
 * The process behind the address refused the connection: the token is another
 * application's, or it is no longer the worker that the handle names.
 *
 * @since 0.1.0
 */
public class WorkerAuthenticationException extends WorkerException {

	/**
	 * Create an exception for a refused connection.
	 * @param workerName the name of the worker
	 * @param message what was refused
	 * @param cause the failure of the connection
	 */
	public WorkerAuthenticationException(String workerName, String message, @Nullable Throwable cause) {
		super(workerName, message, cause);
	}

}
