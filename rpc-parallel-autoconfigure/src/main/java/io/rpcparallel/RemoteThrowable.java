package io.rpcparallel;

import org.jspecify.annotations.Nullable;

/**
 * What was thrown in another process, as data: it prints like the original, with the
 * stack trace, the causes and the suppressed exceptions of the other process, and needs
 * none of the original's classes.
 *
 * @since 0.1.0
 */
public final class RemoteThrowable extends Exception {

	private final String type;

	/**
	 * Create a copy of what was thrown elsewhere.
	 * @param type the original's class name
	 * @param message the original's message
	 * @param stackTrace the original's stack trace
	 * @param cause a copy of the original's cause
	 */
	public RemoteThrowable(String type, @Nullable String message, StackTraceElement[] stackTrace,
			@Nullable RemoteThrowable cause) {
		super(message, cause);
		this.type = type;
		setStackTrace(stackTrace);
	}

	/**
	 * Return the original's type.
	 * @return the original's class name
	 */
	public String getType() {
		return this.type;
	}

	@Override
	public String toString() {
		String message = getMessage();
		return (message != null) ? this.type + ": " + message : this.type;
	}

}
