package io.rpcparallel.logging;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Loggers of records for tests of other packages.
 */
public final class LogbackLoggers {

	private LogbackLoggers() {
	}

	/**
	 * Return the logging system of this process.
	 */
	public static LoggerContext context() {
		return (LoggerContext) LoggerFactory.getILoggerFactory();
	}

	/**
	 * Create one that logs with a logging system of its own.
	 * @param context the logging system
	 */
	public static RecordLogger of(LoggerContext context) {
		return new LogbackRecordLogger(context);
	}

}
