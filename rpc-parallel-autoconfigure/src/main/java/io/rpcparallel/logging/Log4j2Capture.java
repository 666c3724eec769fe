package io.rpcparallel.logging;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.time.Instant;
import java.util.UUID;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Takes what Log4j2 logs, with an appender at the root logger.
 */
final class Log4j2Capture extends LogCapture {

	private final LoggerContext context;

	private final RingAppender appender;

	private final PropertyChangeListener listener = this::changed;

	Log4j2Capture(LoggerContext context, LogRing ring) {
		this.context = context;
		this.appender = new RingAppender(ring);
		this.appender.start();
		context.addPropertyChangeListener(this.listener);
	}

	static boolean isInUse() {
		return LogManager.getContext(false) instanceof LoggerContext;
	}

	static LogCapture create(LogRing ring) {
		return new Log4j2Capture((LoggerContext) LogManager.getContext(false), ring);
	}

	@Override
	protected void detach() {
		this.context.removePropertyChangeListener(this.listener);
		this.context.getConfiguration().getRootLogger().removeAppender(this.appender.getName());
		this.appender.stop();
	}

	// A new configuration knows nothing of the appenders that were added to the last one
	private void changed(PropertyChangeEvent event) {
		if (LoggerContext.PROPERTY_CONFIG.equals(event.getPropertyName())) {
			attach();
		}
	}

	@Override
	protected void attachToRoot() {
		this.context.getConfiguration().getRootLogger().addAppender(this.appender, null, null);
	}

	/**
	 * Adds what is logged to the ring.
	 */
	private static final class RingAppender extends AbstractAppender {

		private final LogRing ring;

		// By its name it is removed, and there may be several
		RingAppender(LogRing ring) {
			super("rpc-parallel-" + UUID.randomUUID(), null, null, true, Property.EMPTY_ARRAY);
			this.ring = ring;
		}

		@Override
		public void append(LogEvent event) {
			if (!this.ring.takes(event.getLoggerName(), event.getLevel().isMoreSpecificThan(Level.WARN))) {
				return;
			}
			Instant time = Instant.ofEpochSecond(event.getInstant().getEpochSecond(),
					event.getInstant().getNanoOfSecond());
			this.ring.add(LogRecordData.of(time, event.getLevel().name(), event.getLoggerName(), event.getThreadName(),
					event.getMessage().getFormattedMessage(), event.getContextData().toMap(), event.getThrown()));
		}

	}

}
