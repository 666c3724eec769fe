package io.rpcparallel.launch;

import java.io.IOException;

/**
 * Thrown when a process in the background did not end in good order.
 */
class BackgroundProcessException extends IOException {

	private static final long serialVersionUID = 1L;

	private final int exitCode;

	BackgroundProcessException(int exitCode, String printed) {
		super("a process ended with exit code %d: %s".formatted(exitCode, printed));
		this.exitCode = exitCode;
	}

	int exitCode() {
		return this.exitCode;
	}

}
