package io.rpcparallel.logging;

import java.time.Instant;
import java.util.Map;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Log4j2Capture}, each with a logging system of its own.
 */
class Log4j2CaptureTests {

	private final LoggerContext context = new LoggerContext("test");

	private final LogRecords records = new LogRecords();

	private Logger logger;

	private WorkerLog log;

	@BeforeEach
	void start() {
		this.context.start(new Everything(this.context));
		this.logger = this.context.getLogger("app.Service");
		this.log = WorkerLog.start(1000, LogRouting.PRINTED, null, (ring) -> new Log4j2Capture(this.context, ring));
	}

	@AfterEach
	void stop() {
		this.log.close();
		Configurator.shutdown(this.context);
	}

	@Test
	void allOfARecordIsTaken() {
		IllegalStateException thrown = new IllegalStateException("no state");
		Instant before = Instant.now();
		this.logger.error("Failed with {} of {}", 1, "two", thrown);
		this.log.records().subscribe(this.records);
		await().until(() -> this.records.received().size() == 1);
		LogRecordData record = this.records.received().get(0);
		assertThat(record.time()).isBetween(before.minusMillis(1), Instant.now());
		assertThat(record.level()).isEqualTo("ERROR");
		assertThat(record.logger()).isEqualTo("app.Service");
		assertThat(record.thread()).isEqualTo(Thread.currentThread().getName());
		assertThat(record.message()).isEqualTo("Failed with 1 of two");
		assertThat(record.throwable().toRemoteThrowable()).hasToString(thrown.toString());
	}

	@Test
	void theContextOfTheThreadIsTaken() {
		this.context.getConfiguration()
			.getRootLogger()
			.log(Log4jLogEvent.newBuilder()
				.setLoggerName("app")
				.setLevel(Level.INFO)
				.setThreadName("thread")
				.setMessage(new ParameterizedMessage("text"))
				.setContextData(ContextDataFactory.createContextData(Map.of("user", "jane")))
				.build());
		this.log.records().subscribe(this.records);
		await().until(() -> this.records.received().size() == 1);
		assertThat(this.records.received().get(0).mdc()).containsExactly(Map.entry("user", "jane"));
		assertThat(this.records.received().get(0).thread()).isEqualTo("thread");
	}

	@Test
	void aLoggerThatHandsNothingOnIsTakenFromTooAndOnce() {
		LoggerConfig audit = new LoggerConfig("audit", Level.INFO, false);
		Everything configuration = new Everything(this.context);
		configuration.addLogger("audit", audit);
		this.context.setConfiguration(configuration);
		this.logger.info("one");
		this.context.getLogger("audit").info("two");
		this.context.getLogger("audit.entry").info("three");
		this.log.records().subscribe(this.records);
		awaitMessages("one", "two", "three");
		this.log.close();
		assertThat(audit.getAppenders()).isEmpty();
	}

	@Test
	void aNewConfigurationDoesNotEndIt() {
		this.logger.info("before");
		this.context.setConfiguration(new Everything(this.context));
		this.logger.info("after");
		this.context.setConfiguration(new Everything(this.context));
		this.context.updateLoggers();
		this.logger.info("after another");
		this.log.records().subscribe(this.records);
		awaitMessages("before", "after", "after another");
	}

	@Test
	void nothingIsLeftOfItWhenItIsClosed() {
		try (WorkerLog other = WorkerLog.start(10, LogRouting.PRINTED, null,
				(ring) -> new Log4j2Capture(this.context, ring))) {
			assertThat(this.context.getConfiguration().getRootLogger().getAppenders()).hasSize(2);
			this.log.close();
			assertThat(this.context.getConfiguration().getRootLogger().getAppenders()).hasSize(1);
			this.logger.info("after");
			other.records().subscribe(this.records);
			awaitMessages("after");
		}
		this.context.setConfiguration(new Everything(this.context));
		assertThat(this.context.getConfiguration().getRootLogger().getAppenders()).isEmpty();
	}

	@Test
	void whatTheTransportSaysIsTakenFromWarnOn() {
		Logger transport = this.context.getLogger("io.netty.channel.Channel");
		transport.trace("sent");
		transport.info("connected");
		transport.warn("lost");
		transport.fatal("broken");
		this.logger.trace("traced");
		this.log.records().subscribe(this.records);
		awaitMessages("lost", "broken", "traced");
		assertThat(this.records.received()).extracting(LogRecordData::level).containsExactly("WARN", "FATAL", "TRACE");
	}

	private void awaitMessages(String... messages) {
		await().untilAsserted(() -> assertThat(this.records.messages()).containsExactly(messages));
	}

	/**
	 * A configuration that logs everything to nowhere.
	 */
	private static final class Everything extends AbstractConfiguration {

		Everything(LoggerContext context) {
			super(context, ConfigurationSource.NULL_SOURCE);
		}

		@Override
		protected void doConfigure() {
			getRootLogger().setLevel(Level.TRACE);
		}

	}

}
