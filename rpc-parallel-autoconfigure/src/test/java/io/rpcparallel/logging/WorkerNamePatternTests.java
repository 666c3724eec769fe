package io.rpcparallel.logging;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.LogRecordData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerNamePattern}.
 */
class WorkerNamePatternTests {

	@Test
	void logbackShowsTheWorkerOfItsRecordsOnly() {
		LoggerContext context = new LoggerContext();
		context.setMDCAdapter(new LogbackMDCAdapter());
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
		logger.addAppender(appender);
		logger.info("here");
		new LogbackRecordLogger(context).log(UUID.randomUUID(), "worker-1",
				LogRecordData.of(Instant.now(), "INFO", "app", "main", "there", Map.of(), null), false);
		PatternLayout layout = new PatternLayout();
		layout.setContext(context);
		layout.setPattern(WorkerNamePattern.of(LoggingBackend.LOGBACK) + " %msg");
		layout.start();
		assertThat(appender.list).extracting(layout::doLayout).containsExactly(" INFO here", " INFO <worker-1> there");
	}

	@Test
	void log4j2ShowsTheWorkerOfItsRecordsOnly() {
		org.apache.logging.log4j.core.layout.PatternLayout layout = org.apache.logging.log4j.core.layout.PatternLayout
			.newBuilder()
			.withPattern(WorkerNamePattern.of(LoggingBackend.LOG4J2) + " %m")
			.build();
		assertThat(layout.toSerializable(event(Map.of()))).isEqualTo(" WARN text");
		assertThat(layout.toSerializable(event(Map.of("workerName", "worker-1")))).isEqualTo(" WARN <worker-1> text");
	}

	private static Log4jLogEvent event(Map<String, String> mdc) {
		return Log4jLogEvent.newBuilder()
			.setLoggerName("app")
			.setLevel(Level.WARN)
			.setMessage(new SimpleMessage("text"))
			.setContextData(ContextDataFactory.createContextData(mdc))
			.build();
	}

}
