package io.rpcparallel.logging;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordLogger}, with each logging system.
 */
class RecordLoggerTests {

	private static final Instant TIME = Instant.parse("2026-07-08T09:10:11.123456Z");

	private static final UUID ID = UUID.randomUUID();

	private static LogRecordData record(String level) {
		return LogRecordData.of(TIME, level, "app.Service", "call-1", "{} of {0} %d", Map.of("user", "jane"),
				new IllegalStateException("outer", new IOException("inner")));
	}

	@Nested
	class Logback {

		private final LoggerContext context = new LoggerContext();

		private final RecordLogger logger = new LogbackRecordLogger(this.context);

		private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

		Logback() {
			this.context.setMDCAdapter(new LogbackMDCAdapter());
			this.appender.start();
			this.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this.appender);
			this.context.getLogger("app").setLevel(Level.INFO);
		}

		@Test
		void aRecordIsLoggedAsIfItHadBeenLoggedHere() {
			this.logger.log(ID, "worker-1", record("INFO"), false);
			assertThat(this.appender.list).hasSize(1);
			ILoggingEvent event = this.appender.list.get(0);
			assertThat(event.getLoggerName()).isEqualTo("app.Service");
			assertThat(event.getLevel()).isEqualTo(Level.INFO);
			assertThat(event.getInstant()).isEqualTo(TIME);
			assertThat(event.getThreadName()).isEqualTo("call-1");
			assertThat(event.getFormattedMessage()).isEqualTo("{} of {0} %d");
			assertThat(event.getMDCPropertyMap()).containsExactlyInAnyOrderEntriesOf(
					Map.of("user", "jane", "workerName", "worker-1", "workerId", ID.toString()));
		}

		@Test
		void whatWasThrownIsPrintedWithTheTypesItHadInTheWorker() {
			this.logger.log(ID, "worker-1", record("INFO"), false);
			PatternLayout layout = new PatternLayout();
			layout.setContext(this.context);
			layout.setPattern("%level %X{workerName} %logger{0}:%line - %msg%n%ex");
			layout.start();
			assertThat(layout.doLayout(this.appender.list.get(0)).lines())
				.startsWith("INFO worker-1 Service:? - {} of {0} %d", "java.lang.IllegalStateException: outer")
				.anyMatch((line) -> line.startsWith("\tat " + RecordLoggerTests.class.getName() + ".record("))
				.contains("Caused by: java.io.IOException: inner")
				.anyMatch((line) -> line.matches("\t... \\d+ common frames omitted"));
		}

		@Test
		void theLevelsOfThisProcessHoldUnlessItHasAskedForMore() {
			this.logger.log(ID, "worker-1", record("DEBUG"), false);
			assertThat(this.appender.list).isEmpty();
			this.logger.log(ID, "worker-1", record("DEBUG"), true);
			this.logger.log(ID, "worker-1", record("FATAL"), false);
			assertThat(this.appender.list).extracting(ILoggingEvent::getLevel)
				.containsExactly(Level.DEBUG, Level.ERROR);
		}

		@Test
		@Tag("G6")
		void whatHasComeFromAWorkerOfTheWorkerStaysThatOnes() {
			try (WorkerLog log = WorkerLog.start(10, LogRouting.PRINTED, null,
					(ring) -> new LogbackCapture(this.context, ring))) {
				this.logger.log(ID, "inner", record("INFO"), false);
				LogRecordData taken = log.records().blockFirst();
				assertThat(taken.isForwarded()).isTrue();
				assertThat(taken.throwable().type()).isEqualTo("java.lang.IllegalStateException");
				assertThat(taken.throwable().cause().type()).isEqualTo("java.io.IOException");
				this.logger.log(UUID.randomUUID(), "outer", taken, false);
			}
			assertThat(this.appender.list).hasSize(2)
				.allMatch((event) -> event.getMDCPropertyMap().get("workerName").equals("inner"));
		}

	}

	@Nested
	class Log4j2 {

		private final org.apache.logging.log4j.core.LoggerContext context = new org.apache.logging.log4j.core.LoggerContext(
				"test");

		private final List<LogEvent> events = new ArrayList<>();

		@Test
		void aRecordIsLoggedAsIfItHadBeenLoggedHere() {
			start();
			try {
				RecordLogger logger = new Log4j2RecordLogger(this.context);
				logger.log(ID, "worker-1", record("DEBUG"), false);
				logger.log(ID, "worker-1", record("INFO"), false);
				logger.log(ID, "worker-1", record("TRACE"), true);
			}
			finally {
				Configurator.shutdown(this.context);
			}
			assertThat(this.events).extracting((event) -> event.getLevel().name()).containsExactly("INFO", "TRACE");
			LogEvent event = this.events.get(0);
			assertThat(event.getLoggerName()).isEqualTo("app.Service");
			assertThat(event.getInstant().getEpochSecond()).isEqualTo(TIME.getEpochSecond());
			assertThat(event.getInstant().getNanoOfSecond()).isEqualTo(TIME.getNano());
			assertThat(event.getThreadName()).isEqualTo("call-1");
			assertThat(event.getMessage().getFormattedMessage()).isEqualTo("{} of {0} %d");
			assertThat(event.getContextData().toMap())
				.isEqualTo(Map.of("user", "jane", "workerName", "worker-1", "workerId", ID.toString()));
			org.apache.logging.log4j.core.layout.PatternLayout layout = org.apache.logging.log4j.core.layout.PatternLayout
				.newBuilder()
				.withPattern("%p %X{workerName} %c{1} - %m%n%ex")
				.build();
			assertThat(layout.toSerializable(event).lines())
				.startsWith("INFO worker-1 Service - {} of {0} %d", "java.lang.IllegalStateException: outer")
				.contains("Caused by: java.io.IOException: inner");
		}

		private void start() {
			this.context.start(new DefaultConfiguration());
			this.context.getConfiguration().getRootLogger().setLevel(org.apache.logging.log4j.Level.INFO);
			List.copyOf(this.context.getConfiguration().getRootLogger().getAppenders().keySet())
				.forEach((name) -> this.context.getConfiguration().getRootLogger().removeAppender(name));
			AbstractAppender appender = new AbstractAppender("list", null, null, false, Property.EMPTY_ARRAY) {

				@Override
				public void append(LogEvent event) {
					Log4j2.this.events.add(event.toImmutable());
				}

			};
			appender.start();
			this.context.getConfiguration().getRootLogger().addAppender(appender, null, null);
			this.context.updateLoggers();
		}

	}

	@Nested
	class JavaUtilLogging {

		private final java.util.logging.Logger service = java.util.logging.Logger.getLogger("app.Service");

		private final RecordLogger logger = new JulRecordLogger(new LogManager() {

		});

		private final List<LogRecord> events = new ArrayList<>();

		private final Handler handler = new Handler() {

			@Override
			public void publish(LogRecord event) {
				JavaUtilLogging.this.events.add(event);
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		};

		@BeforeEach
		void listen() {
			this.service.addHandler(this.handler);
			this.service.setUseParentHandlers(false);
		}

		@AfterEach
		void leave() {
			this.service.removeHandler(this.handler);
			this.service.setUseParentHandlers(true);
			this.service.setFilter(null);
		}

		@Test
		void aRecordIsLoggedWithTheNameOfTheWorker() {
			this.logger.log(ID, "worker-1", record("WARN"), false);
			assertThat(this.events).hasSize(1);
			LogRecord event = this.events.get(0);
			assertThat(event.getLoggerName()).isEqualTo("app.Service");
			assertThat(event.getLevel()).isEqualTo(java.util.logging.Level.WARNING);
			assertThat(event.getInstant()).isEqualTo(TIME);
			assertThat(event.getMessage()).isEqualTo("[worker-1] {} of {0} %d");
			assertThat(event.getThrown()).hasToString("java.lang.IllegalStateException: outer")
				.cause()
				.hasToString("java.io.IOException: inner");
		}

		@Test
		void theLevelsOfThisProcessHoldUnlessItHasAskedForMore() {
			java.util.logging.Logger.getLogger("app.Service.inner");
			this.logger.log(ID, "worker-1", record("TRACE"), false);
			assertThat(this.events).isEmpty();
			this.logger.log(ID, "worker-1", record("TRACE"), true);
			LogRecordData inner = LogRecordData.of(TIME, "DEBUG", "app.Service.inner", "main", "inner", Map.of(), null);
			this.logger.log(ID, "worker-1", inner, true);
			assertThat(this.events).extracting(LogRecord::getLevel)
				.containsExactly(java.util.logging.Level.FINEST, java.util.logging.Level.FINE);
			this.service.setFilter((event) -> false);
			this.logger.log(ID, "worker-1", record("TRACE"), true);
			assertThat(this.events).hasSize(2);
		}

	}

}
