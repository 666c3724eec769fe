package io.rpcparallel.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link JulCapture}.
 */
class JulCaptureTests {

	private final OwnLogManager manager = new OwnLogManager();

	@Test
	void allOfARecordIsTaken() {
		Logger logger = logger();
		LogRecords records = new LogRecords();
		IllegalStateException thrown = new IllegalStateException("no state");
		try (WorkerLog log = WorkerLog.start(100, LogRouting.PRINTED, null,
				(ring) -> new JulCapture(this.manager, ring))) {
			logger.log(Level.SEVERE, "Failed", thrown);
			logger.log(Level.WARNING, "{0} of {1}", new Object[] { 1, "two" });
			List.of(Level.INFO, Level.CONFIG, Level.FINE, Level.FINER, Level.FINEST)
				.forEach((level) -> logger.log(level, level.getName()));
			log.records().subscribe(records);
		}
		await().until(records::isComplete);
		assertThat(records.received()).extracting(LogRecordData::level, LogRecordData::message)
			.containsExactly(tuple("ERROR", "Failed"), tuple("WARN", "1 of two"), tuple("INFO", "INFO"),
					tuple("INFO", "CONFIG"), tuple("DEBUG", "FINE"), tuple("TRACE", "FINER"), tuple("TRACE", "FINEST"));
		LogRecordData first = records.received().get(0);
		assertThat(first.logger()).isEqualTo("app.Service");
		assertThat(first.thread()).isEqualTo(Thread.currentThread().getName());
		assertThat(first.throwable().toRemoteThrowable()).hasToString(thrown.toString());
		assertThat(this.manager.getLogger("").getHandlers()).isEmpty();
	}

	@Test
	void aNewConfigurationDoesNotEndIt() throws IOException {
		Logger logger = logger();
		LogRecords records = new LogRecords();
		try (WorkerLog log = WorkerLog.start(100, LogRouting.PRINTED, null,
				(ring) -> new JulCapture(this.manager, ring))) {
			logger.info("before");
			this.manager.readConfiguration(new ByteArrayInputStream(new byte[0]));
			logger.info("after");
			log.records().subscribe(records);
		}
		await().until(records::isComplete);
		assertThat(records.messages()).containsExactly("before", "after");
		this.manager.readConfiguration(new ByteArrayInputStream(new byte[0]));
		assertThat(this.manager.getLogger("").getHandlers()).isEmpty();
	}

	private Logger logger() {
		OwnLogger root = new OwnLogger("");
		this.manager.addLogger(root);
		OwnLogger logger = new OwnLogger("app.Service");
		this.manager.addLogger(logger);
		logger.setParent(root);
		logger.setLevel(Level.ALL);
		return logger;
	}

	/**
	 * Loggers that are not those of the process.
	 */
	private static final class OwnLogManager extends LogManager {

	}

	/**
	 * A logger that can be created.
	 */
	private static final class OwnLogger extends Logger {

		OwnLogger(String name) {
			super(name, null);
		}

	}

}
