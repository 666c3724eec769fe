package io.rpcparallel.logging;

import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.protocol.LogRecordData;

/**
 * Logs records with {@code java.util.logging}. That has no context, so the name of the
 * worker stands in front of the message.
 */
final class JulRecordLogger extends RecordLogger {

	private final LogManager manager;

	JulRecordLogger(LogManager manager) {
		this.manager = manager;
	}

	static RecordLogger create() {
		return new JulRecordLogger(LogManager.getLogManager());
	}

	@Override
	protected void log(LogRecordData record, boolean atAnyLevel) {
		Logger known = this.manager.getLogger(record.logger());
		Logger logger = (known != null) ? known : Logger.getLogger(record.logger());
		if (atAnyLevel) {
			publish(logger, new Forwarded(record));
		}
		else {
			logger.log(new Forwarded(record));
		}
	}

	// As the logger does it, but for its level
	private static void publish(Logger logger, LogRecord record) {
		Filter filter = logger.getFilter();
		if (filter != null && !filter.isLoggable(record)) {
			return;
		}
		Logger each = logger;
		while (each != null) {
			for (Handler handler : each.getHandlers()) {
				handler.publish(record);
			}
			each = each.getUseParentHandlers() ? each.getParent() : null;
		}
	}

	private static Level level(String name) {
		return switch (name) {
			case "ERROR", "FATAL" -> Level.SEVERE;
			case "WARN" -> Level.WARNING;
			case "DEBUG" -> Level.FINE;
			case "TRACE" -> Level.FINEST;
			default -> Level.INFO;
		};
	}

	/**
	 * A record that is known to be that of a worker.
	 */
	static final class Forwarded extends LogRecord {

		private final transient LogRecordData data;

		Forwarded(LogRecordData data) {
			super(level(data.level()),
					"[%s] %s".formatted(data.mdc().get(WorkerLogRecord.WORKER_NAME), data.message()));
			this.data = data;
			setLoggerName(data.logger());
			// Else it would look for who has called
			setSourceClassName(data.logger());
			setSourceMethodName(null);
			setInstant(data.time());
			if (data.throwable() != null) {
				setThrown(data.throwable().toRemoteThrowable());
			}
		}

		LogRecordData data() {
			return this.data;
		}

	}

}
