package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrived are none of a value of the declared type.
 */
public class MalformedPayloadException extends RuntimeException {

	/**
	 * Create an exception for bytes.
	 * @param message what is wrong with them
	 * @param cause what the codec says, or {@code null}
	 */
	public MalformedPayloadException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
