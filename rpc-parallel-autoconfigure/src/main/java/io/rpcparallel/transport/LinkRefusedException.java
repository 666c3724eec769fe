package io.rpcparallel.transport;

import org.jspecify.annotations.Nullable;

/**
 * The other side did not let us in.
 */
public class LinkRefusedException extends RuntimeException {

	LinkRefusedException(@Nullable String message, Throwable cause) {
		super(message, cause);
	}

}
