package io.rpcparallel.logging;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.protocol.LogRecordData;

/**
 * Logs records with Log4j2.
 */
final class Log4j2RecordLogger extends RecordLogger {

	private final LoggerContext context;

	Log4j2RecordLogger(LoggerContext context) {
		this.context = context;
	}

	static RecordLogger create() {
		return new Log4j2RecordLogger((LoggerContext) LogManager.getContext(false));
	}

	@Override
	protected void log(LogRecordData record, boolean atAnyLevel) {
		Logger logger = this.context.getLogger(record.logger());
		Level level = Level.toLevel(record.level(), Level.INFO);
		Message message = new SimpleMessage(record.message());
		RemoteThrowable thrown = (record.throwable() != null) ? record.throwable().toRemoteThrowable() : null;
		if (atAnyLevel || logger.isEnabled(level, null, message, thrown)) {
			logger.get().log(event(record, level, message, thrown));
		}
	}

	private static Log4jLogEvent event(LogRecordData record, Level level, Message message,
			@Nullable RemoteThrowable thrown) {
		MutableInstant time = new MutableInstant();
		time.initFromEpochSecond(record.time().getEpochSecond(), record.time().getNano());
		return Log4jLogEvent.newBuilder()
			.setLoggerName(record.logger())
			.setLevel(level)
			.setInstant(time)
			.setThreadName(record.thread())
			.setMessage(message)
			.setContextData(ContextDataFactory.createContextData(record.mdc()))
			.setThrown(thrown)
			.build();
	}

}
