package io.rpcparallel;

import org.jspecify.annotations.Nullable;

/**
 * A query or an init argument could not be written, or a result could not be read. The
 * connection lives on.
 *
 * @since 0.1.0
 */
public class PayloadConversionException extends WorkerException {

	/**
	 * Create an exception for a payload.
	 * @param workerName the name of the worker
	 * @param message which payload, and of what type it was to be
	 * @param cause the failure of the codec
	 */
	public PayloadConversionException(String workerName, String message, @Nullable Throwable cause) {
		super(workerName, message, cause);
	}

}
