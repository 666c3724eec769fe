package io.rpcparallel.logging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.MDCAdapter;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LogbackCapture}, each with a logging system of its own.
 */
class LogbackCaptureTests {

	private final LoggerContext context = new LoggerContext();

	private final MDCAdapter mdc = new LogbackMDCAdapter();

	private final Logger logger = this.context.getLogger("app.Service");

	private final LogRecords records = new LogRecords();

	private WorkerLog log;

	@BeforeEach
	void start() {
		this.context.setMDCAdapter(this.mdc);
		this.context.start();
		this.log = WorkerLog.start(1000, LogRouting.PRINTED, null, (ring) -> new LogbackCapture(this.context, ring));
	}

	@AfterEach
	void stop() {
		this.log.close();
		this.context.stop();
	}

	@Test
	void allOfARecordIsTaken() {
		IllegalStateException thrown = new IllegalStateException("no state");
		this.mdc.put("user", "jane");
		Instant before = Instant.now();
		this.logger.error("Failed with {} of {}", 1, "two", thrown);
		this.mdc.clear();
		this.log.records().subscribe(this.records);
		await().until(() -> this.records.received().size() == 1);
		LogRecordData record = this.records.received().get(0);
		assertThat(record.time()).isBetween(before, Instant.now());
		assertThat(record.level()).isEqualTo("ERROR");
		assertThat(record.logger()).isEqualTo("app.Service");
		assertThat(record.thread()).isEqualTo(Thread.currentThread().getName());
		assertThat(record.message()).isEqualTo("Failed with 1 of two");
		assertThat(record.mdc()).containsExactly(Map.entry("user", "jane"));
		assertThat(record.throwable().toRemoteThrowable()).hasToString(thrown.toString());
		assertThat(record.throwable().frames().get(0).className()).isEqualTo(getClass().getName());
	}

	@Test
	void whatIsLoggedWithTheMessageIsPartOfTheContext() {
		this.mdc.put("user", "jane");
		this.logger.atInfo().addKeyValue("size", 3).addKeyValue("broken", new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException();
			}

		}).log("Stored");
		this.mdc.clear();
		this.log.records().subscribe(this.records);
		awaitMessages("Stored");
		assertThat(this.records.received().get(0).mdc()).containsExactly(Map.entry("user", "jane"),
				Map.entry("size", "3"),
				Map.entry("broken", "(no text: toString() threw java.lang.IllegalStateException)"));
	}

	@Test
	void aLoggerThatHandsNothingOnIsTakenFromTooAndOnce() {
		this.log.close();
		Logger audit = this.context.getLogger("audit");
		audit.setAdditive(false);
		this.log = WorkerLog.start(1000, LogRouting.PRINTED, null, (ring) -> new LogbackCapture(this.context, ring));
		this.logger.info("one");
		audit.info("two");
		this.context.getLogger("audit.entry").info("three");
		this.log.records().subscribe(this.records);
		awaitMessages("one", "two", "three");
		this.log.close();
		assertThat(audit.iteratorForAppenders().hasNext()).isFalse();
	}

	@Test
	void theLevelsOfTheApplicationHold() {
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
		this.logger.debug("not logged");
		this.logger.info("logged");
		this.log.records().subscribe(this.records);
		awaitMessages("logged");
	}

	@Test
	void aResetDoesNotEndIt() {
		this.logger.info("before");
		this.context.reset();
		this.logger.info("after");
		this.context.reset();
		this.logger.info("after another");
		this.log.records().subscribe(this.records);
		awaitMessages("before", "after", "after another");
	}

	@Test
	void stoppingAndStartingDoesNotEndIt() {
		this.logger.info("before");
		for (int i = 0; i < 3; i++) {
			this.context.stop();
			this.context.reset();
			this.context.start();
			this.logger.info("after {}", i);
		}
		this.log.records().subscribe(this.records);
		awaitMessages("before", "after 0", "after 1", "after 2");
		assertThat(this.context.getCopyOfListenerList()).hasSize(1);
	}

	@Test
	void nothingIsLeftOfItWhenItIsClosed() {
		this.context.stop();
		this.log.records().subscribe(this.records);
		this.log.close();
		this.context.reset();
		this.context.start();
		this.logger.info("after");
		await().until(this.records::isComplete);
		assertThat(this.records.received()).isEmpty();
		assertThat(appenders()).isEmpty();
		assertThat(this.context.getCopyOfListenerList()).isEmpty();
	}

	@Test
	void whereNothingIsKeptItIsAttachedWhileThereIsASubscriber() {
		this.log.close();
		this.log = WorkerLog.start(0, LogRouting.PRINTED, null, (ring) -> new LogbackCapture(this.context, ring));
		assertThat(appenders()).isEmpty();
		this.logger.info("before");
		this.log.records().subscribe(this.records);
		LogRecords second = new LogRecords();
		this.log.records().subscribe(second);
		assertThat(appenders()).hasSize(1);
		this.logger.info("while");
		awaitMessages("while");
		this.records.cancel();
		assertThat(appenders()).hasSize(1);
		second.cancel();
		assertThat(appenders()).isEmpty();
		assertThat(this.context.getCopyOfListenerList()).isEmpty();
		LogRecords third = new LogRecords();
		this.log.records().subscribe(third);
		this.logger.info("again");
		await().untilAsserted(() -> assertThat(third.messages()).containsExactly("again"));
	}

	@Test
	void whoeverComesAndGoesLeavesNothingAtTheConsole() {
		ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
		this.log.close();
		this.log = WorkerLog.start(0, LogRouting.PRINTED, null, (ring) -> new LogbackCapture(this.context, ring));
		for (int i = 0; i < 3; i++) {
			LogRecords subscriber = new LogRecords();
			this.log.records().subscribe(subscriber);
			subscriber.cancel();
		}
		assertThat(console.getCopyOfAttachedFiltersList()).isEmpty();
	}

	@Test
	@Tag("G6")
	void aSubscriberThatLogsMakesNoFurtherRecords() {
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
		AtomicInteger handed = new AtomicInteger();
		Logger transport = this.context.getLogger("io.netty.channel.Channel");
		this.log.records().doOnNext((record) -> {
			handed.incrementAndGet();
			this.logger.error("Got {}", record.message());
			// As a transport does, on a thread of its own
			Thread thread = new Thread(() -> transport.trace("Sent {}", record.message()));
			thread.start();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}).subscribe(this.records);
		this.logger.trace("one");
		this.logger.info("two");
		awaitMessages("one", "two");
		this.logger.info("three");
		awaitMessages("one", "two", "three");
		assertThat(handed).hasValue(3);
	}

	@Test
	@Tag("G6")
	void twoLogsThatTellEachOtherComeToAnEnd() {
		try (WorkerLog other = WorkerLog.start(10, LogRouting.PRINTED, null,
				(ring) -> new LogbackCapture(this.context, ring))) {
			LogRecords others = new LogRecords();
			this.log.records()
				.doOnNext((record) -> this.logger.info("first got {}", record.message()))
				.subscribe(this.records);
			other.records().doOnNext((record) -> this.logger.info("second got {}", record.message())).subscribe(others);
			this.logger.info("one");
			awaitMessages("one");
			this.logger.info("two");
			awaitMessages("one", "two");
			await().untilAsserted(() -> assertThat(others.messages()).containsExactly("one", "two"));
		}
	}

	@Test
	void anArgumentThatLogsWhenItIsPrintedIsNoTrouble() {
		this.log.records().subscribe(this.records);
		this.logger.info("argument {}", new Object() {

			@Override
			public String toString() {
				LogbackCaptureTests.this.logger.info("printing");
				return "printed";
			}

		});
		this.logger.info("last");
		await().until(() -> this.records.messages().contains("last"));
		assertThat(this.records.messages()).contains("argument printed");
	}

	private List<Appender<?>> appenders() {
		List<Appender<?>> appenders = new ArrayList<>();
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appenders::add);
		return appenders;
	}

	private void awaitMessages(String... messages) {
		await().untilAsserted(() -> assertThat(this.records.messages()).containsExactly(messages));
	}

}
