package io.rpcparallel.logging;

import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Takes what {@code java.util.logging} logs, with a handler at the root logger.
 */
final class JulCapture extends LogCapture {

	private final LogManager manager;

	private final Logger root;

	private final RingHandler handler;

	private final LogRing ring;

	private final Runnable listener = this::attach;

	JulCapture(LogManager manager, LogRing ring) {
		this.manager = manager;
		this.root = manager.getLogger("");
		this.ring = ring;
		this.handler = new RingHandler(ring);
		manager.addConfigurationListener(this.listener);
	}

	static LogCapture create(LogRing ring) {
		return new JulCapture(LogManager.getLogManager(), ring);
	}

	@Override
	protected void detach() {
		this.manager.removeConfigurationListener(this.listener);
		this.root.removeHandler(this.handler);
	}

	@Override
	protected void attachToRoot() {
		// It would be there twice else
		this.root.removeHandler(this.handler);
		this.root.addHandler(this.handler);
		for (Handler each : this.root.getHandlers()) {
			if (each instanceof ConsoleHandler && this.ring.standsInForConsole()
					&& !(each.getFilter() instanceof ConsoleFilter)) {
				each.setFilter(new ConsoleFilter(this.ring, each.getFilter()));
			}
		}
	}

	private static boolean isSevere(LogRecord event) {
		return event.getLevel().intValue() >= Level.WARNING.intValue();
	}

	/**
	 * Keeps from console handlers what is printed in their place.
	 *
	 * @param ring the ring
	 * @param other the filter that the handler had before
	 */
	private record ConsoleFilter(LogRing ring, @Nullable Filter other) implements Filter {

		@Override
		public boolean isLoggable(LogRecord event) {
			return !this.ring.hides(event.getLoggerName(), isSevere(event))
					&& (this.other == null || this.other.isLoggable(event));
		}

	}

	/**
	 * Adds what is logged to the ring.
	 */
	private static final class RingHandler extends Handler {

		private final Formatter formatter = new SimpleFormatter();

		private final LogRing ring;

		RingHandler(LogRing ring) {
			this.ring = ring;
		}

		@Override
		public void publish(LogRecord event) {
			if (!this.ring.takes(event.getLoggerName(), isSevere(event))) {
				return;
			}
			if (event instanceof JulRecordLogger.Forwarded forwarded) {
				this.ring.add(forwarded.data());
				return;
			}
			this.ring.add(LogRecordData.of(event.getInstant(), level(event.getLevel()), event.getLoggerName(),
					Thread.currentThread().getName(), this.formatter.formatMessage(event), Map.of(),
					event.getThrown()));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

		private static String level(Level level) {
			int value = level.intValue();
			if (value >= Level.SEVERE.intValue()) {
				return "ERROR";
			}
			if (value >= Level.WARNING.intValue()) {
				return "WARN";
			}
			if (value >= Level.CONFIG.intValue()) {
				return "INFO";
			}
			return (value >= Level.FINE.intValue()) ? "DEBUG" : "TRACE";
		}

	}

}
