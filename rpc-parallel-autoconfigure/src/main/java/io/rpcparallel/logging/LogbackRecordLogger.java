package io.rpcparallel.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.slf4j.LoggerFactory;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Logs records with Logback.
 */
final class LogbackRecordLogger extends RecordLogger {

	private final LoggerContext context;

	LogbackRecordLogger(LoggerContext context) {
		this.context = context;
	}

	static RecordLogger create() {
		return new LogbackRecordLogger((LoggerContext) LoggerFactory.getILoggerFactory());
	}

	@Override
	protected void log(LogRecordData record, boolean atAnyLevel) {
		Logger logger = this.context.getLogger(record.logger().isEmpty() ? Logger.ROOT_LOGGER_NAME : record.logger());
		Level level = level(record.level());
		if (!atAnyLevel && !logger.isEnabledFor(level)) {
			return;
		}
		LoggingEvent event = new LoggingEvent();
		event.setLoggerContext(this.context);
		event.setLoggerContextRemoteView(this.context.getLoggerContextRemoteView());
		event.setLoggerName(record.logger());
		event.setLevel(level);
		event.setInstant(record.time());
		event.setThreadName(record.thread());
		event.setMessage(record.message());
		event.setMDCPropertyMap(record.mdc());
		// Nobody has called from here
		event.setCallerData(CallerData.EMPTY_CALLER_DATA_ARRAY);
		if (record.throwable() != null) {
			event.setThrowableProxy(new LogbackThrowable(record.throwable().toRemoteThrowable()));
		}
		logger.callAppenders(event);
	}

	// That of Log4j2 has no counterpart
	private static Level level(String name) {
		return name.equals("FATAL") ? Level.ERROR : Level.toLevel(name, Level.INFO);
	}

}
