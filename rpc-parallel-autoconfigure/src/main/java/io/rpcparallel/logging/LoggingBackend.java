package io.rpcparallel.logging;

import org.springframework.util.ClassUtils;

/**
 * The logging systems that records are taken from and logged with.
 */
enum LoggingBackend {

	LOGBACK, LOG4J2, JUL;

	private static final String LOGBACK_CONTEXT = "ch.qos.logback.classic.LoggerContext";

	private static final String LOG4J2_CONTEXT = "org.apache.logging.log4j.core.LoggerContext";

	/**
	 * Return the one that this process uses.
	 * @return what is at the end of all bridges
	 */
	static LoggingBackend inUse() {
		ClassLoader classLoader = LoggingBackend.class.getClassLoader();
		if (ClassUtils.isPresent(LOGBACK_CONTEXT, classLoader) && LogbackCapture.isInUse()) {
			return LOGBACK;
		}
		if (ClassUtils.isPresent(LOG4J2_CONTEXT, classLoader) && Log4j2Capture.isInUse()) {
			return LOG4J2;
		}
		return JUL;
	}

	static LogCapture capture(LogRing ring) {
		return switch (inUse()) {
			case LOGBACK -> LogbackCapture.create(ring);
			case LOG4J2 -> Log4j2Capture.create(ring);
			case JUL -> JulCapture.create(ring);
		};
	}

	static RecordLogger recordLogger() {
		return switch (inUse()) {
			case LOGBACK -> LogbackRecordLogger.create();
			case LOG4J2 -> Log4j2RecordLogger.create();
			case JUL -> JulRecordLogger.create();
		};
	}

}
