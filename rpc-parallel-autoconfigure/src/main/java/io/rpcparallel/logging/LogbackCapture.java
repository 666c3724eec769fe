package io.rpcparallel.logging;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.spi.LifeCycle;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Takes what Logback logs, with an appender at the root logger and at those that hand
 * nothing on to it.
 */
final class LogbackCapture extends LogCapture {

	private final LoggerContext context;

	private final RingAppender appender;

	private final ConsoleFilter consoleFilter;

	private final ContextListener listener = new ContextListener();

	LogbackCapture(LoggerContext context, LogRing ring) {
		this.context = context;
		this.appender = new RingAppender(ring);
		this.appender.setName("rpc-parallel");
		this.appender.setContext(context);
		this.consoleFilter = new ConsoleFilter(ring);
		context.addListener(this.listener);
	}

	static boolean isInUse() {
		return LoggerFactory.getILoggerFactory() instanceof LoggerContext;
	}

	static LogCapture create(LogRing ring) {
		return new LogbackCapture((LoggerContext) LoggerFactory.getILoggerFactory(), ring);
	}

	@Override
	protected void detach() {
		this.context.removeListener(this.listener);
		this.context.getLoggerList().forEach((logger) -> logger.detachAppender(this.appender));
		this.appender.stop();
	}

	@Override
	protected void attachToRoot() {
		this.appender.start();
		for (Logger logger : this.context.getLoggerList()) {
			if (!logger.isAdditive() || logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
				logger.addAppender(this.appender);
			}
			if (this.consoleFilter.isNeeded()) {
				filterConsole(logger);
			}
		}
	}

	private void filterConsole(AppenderAttachable<ILoggingEvent> appenders) {
		Iterator<Appender<ILoggingEvent>> each = appenders.iteratorForAppenders();
		while (each.hasNext()) {
			Appender<ILoggingEvent> appender = each.next();
			if (appender instanceof AsyncAppenderBase<ILoggingEvent> async) {
				filterConsole(async);
			}
			else if (appender instanceof ConsoleAppender<ILoggingEvent> console
					&& !console.getCopyOfAttachedFiltersList().contains(this.consoleFilter)) {
				console.addFilter(this.consoleFilter);
			}
		}
	}

	private synchronized void listen() {
		if (!isClosed()) {
			this.context.removeListener(this.listener);
			this.context.addListener(this.listener);
		}
	}

	private static boolean isSevere(ILoggingEvent event) {
		return event.getLevel().isGreaterOrEqual(Level.WARN);
	}

	/**
	 * Comes back when the context has been reset, which detaches all appenders.
	 */
	private final class ContextListener implements LoggerContextListener {

		@Override
		public boolean isResetResistant() {
			return true;
		}

		@Override
		public void onReset(LoggerContext context) {
			attach();
		}

		// Spring Boot stops the context and resets it then. Stopping removes even this
		// listener, resetting starts with the components that the context has
		@Override
		public void onStop(LoggerContext context) {
			context.register(new Return());
		}

		// Then the appenders are there that a new configuration has brought
		@Override
		public void onStart(LoggerContext context) {
			attach();
		}

		@Override
		public void onLevelChange(Logger logger, Level level) {
		}

	}

	/**
	 * Adds the listener again at the beginning of the next reset.
	 */
	private final class Return implements LifeCycle {

		@Override
		public void stop() {
			LogbackCapture.this.listen();
		}

		@Override
		public boolean isStarted() {
			return true;
		}

		@Override
		public void start() {
		}

	}

	/**
	 * Keeps from console appenders what is printed in their place.
	 */
	private static final class ConsoleFilter extends Filter<ILoggingEvent> {

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
		public FilterReply decide(ILoggingEvent event) {
			return this.ring.hides(event.getLoggerName(), isSevere(event)) ? FilterReply.DENY : FilterReply.NEUTRAL;
		}

	}

	/**
	 * Adds what is logged to the ring.
	 */
	private static final class RingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final LogRing ring;

		RingAppender(LogRing ring) {
			this.ring = ring;
		}

		@Override
		protected void append(ILoggingEvent event) {
			if (!this.ring.takes(event.getLoggerName(), isSevere(event))) {
				return;
			}
			Instant time = event.getInstant();
			Throwable thrown = (event.getThrowableProxy() instanceof ThrowableProxy proxy) ? proxy.getThrowable()
					: null;
			this.ring.add(LogRecordData.of((time != null) ? time : Instant.ofEpochMilli(event.getTimeStamp()),
					event.getLevel().toString(), event.getLoggerName(), event.getThreadName(),
					event.getFormattedMessage(), context(event), thrown));
		}

		// What was logged with the message and is not in it
		private static Map<String, String> context(ILoggingEvent event) {
			List<KeyValuePair> pairs = event.getKeyValuePairs();
			if (pairs == null || pairs.isEmpty()) {
				return event.getMDCPropertyMap();
			}
			Map<String, String> context = new LinkedHashMap<>(event.getMDCPropertyMap());
			pairs.forEach((pair) -> context.put(pair.key, text(pair.value)));
			return context;
		}

		private static String text(Object value) {
			try {
				return String.valueOf(value);
			}
			catch (RuntimeException | Error ex) {
				// Application code; that it was logged must still be told
				return "(no text: toString() threw " + ex.getClass().getName() + ")";
			}
		}

	}

}
