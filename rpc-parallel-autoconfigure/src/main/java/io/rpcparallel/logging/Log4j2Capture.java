package io.rpcparallel.logging;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.filter.AbstractFilter;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Takes what Log4j2 logs, with an appender at the root logger and at those that hand
 * nothing on to it.
 */
final class Log4j2Capture extends LogCapture {

	private final LoggerContext context;

	private final RingAppender appender;

	private final ConsoleFilter consoleFilter;

	private final PropertyChangeListener listener = this::changed;

	Log4j2Capture(LoggerContext context, LogRing ring) {
		this.context = context;
		this.appender = new RingAppender(ring);
		this.appender.start();
		this.consoleFilter = new ConsoleFilter(ring);
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
		last(this.context.getConfiguration()).forEach((logger) -> logger.removeAppender(this.appender.getName()));
		this.appender.stop();
	}

	// One of these is the last that gets what is logged, whichever logger logs it
	private static Stream<LoggerConfig> last(Configuration configuration) {
		return Stream.concat(Stream.of(configuration.getRootLogger()),
				configuration.getLoggers().values().stream().filter((logger) -> !logger.isAdditive()));
	}

	// A new configuration knows nothing of the appenders that were added to the last one
	private void changed(PropertyChangeEvent event) {
		if (LoggerContext.PROPERTY_CONFIG.equals(event.getPropertyName())) {
			attach();
		}
	}

	@Override
	protected void attachToRoot() {
		Configuration configuration = this.context.getConfiguration();
		last(configuration).forEach((logger) -> logger.addAppender(this.appender, null, null));
		for (Appender each : configuration.getAppenders().values()) {
			if (each instanceof ConsoleAppender console && this.consoleFilter.isNeeded()) {
				// It would be there twice else
				console.removeFilter(this.consoleFilter);
				console.addFilter(this.consoleFilter);
			}
		}
	}

	private static boolean isSevere(LogEvent event) {
		return event.getLevel().isMoreSpecificThan(Level.WARN);
	}

	/**
	 * Keeps from console appenders what is printed in their place.
	 */
	private static final class ConsoleFilter extends AbstractFilter {

		private final LogRing ring;

		ConsoleFilter(LogRing ring) {
			this.ring = ring;
		}

		// It stays where it is added, so each one that is not needed would be one too
		// many
		boolean isNeeded() {
			return this.ring.standsInForConsole();
		}

		@Override
		public Result filter(LogEvent event) {
			return this.ring.hides(event.getLoggerName(), isSevere(event)) ? Result.DENY : Result.NEUTRAL;
		}

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
			if (!this.ring.takes(event.getLoggerName(), isSevere(event))) {
				return;
			}
			Instant time = Instant.ofEpochSecond(event.getInstant().getEpochSecond(),
					event.getInstant().getNanoOfSecond());
			this.ring.add(LogRecordData.of(time, event.getLevel().name(), event.getLoggerName(), event.getThreadName(),
					event.getMessage().getFormattedMessage(), event.getContextData().toMap(), event.getThrown()));
		}

	}

}
