package io.rpcparallel.logging;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerLogRecord;

/**
 * Shows in the lines of a log which worker they are from, and adds nothing to others.
 */
public final class WorkerNamePattern {

	private static final String LEVEL = "%5p";

	private static final String NAME = " <%X{" + WorkerLogRecord.WORKER_NAME + "}>";

	private WorkerNamePattern() {
	}

	/**
	 * Return a pattern of levels for the logging system of this process.
	 * @return the pattern, as {@code logging.pattern.level} has it, or {@code null} if
	 * the system has no context to take the name from
	 */
	public static @Nullable String ofLevel() {
		return of(LoggingBackend.inUse());
	}

	static @Nullable String of(LoggingBackend backend) {
		return switch (backend) {
			case LOGBACK -> LEVEL + "%replace(" + NAME + "){' <>', ''}";
			case LOG4J2 -> LEVEL + "%notEmpty{" + NAME + "}";
			case JUL -> null;
		};
	}

}
