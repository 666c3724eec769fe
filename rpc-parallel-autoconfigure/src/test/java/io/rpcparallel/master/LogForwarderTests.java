package io.rpcparallel.master;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.LogRecordData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogForwarder}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogForwarderTests {

	private final List<String> logged = new ArrayList<>();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final UUID id = UUID.randomUUID();

	private final LogForwarder forwarder = new LogForwarder(this.id, "one", this::log, this.tasks::add);

	@Test
	void whatAWorkerLogsIsLoggedInItsOrderByOneThreadAtATime() {
		CompletableFuture<Void> first = this.forwarder.log(records("1", "2")).toFuture();
		CompletableFuture<Void> second = this.forwarder.log(records("3")).toFuture();
		assertThat(this.tasks).hasSize(1);
		assertThat(first).isNotDone();
		this.tasks.remove().run();
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
		this.forwarder.log(records("4"));
		assertThat(this.tasks).hasSize(1);
		this.tasks.remove().run();
		assertThat(this.logged).containsExactly("1", "2", "3", "4");
	}

	@Test
	@Tag("G5")
	void ifNothingCanBeLoggedNoMoreThanSomeIsKeptAndTheRestIsCounted(CapturedOutput output) {
		for (int i = 0; i < 40; i++) {
			this.forwarder.log(records("a", "b"));
		}
		assertThat(this.tasks).hasSize(1);
		this.tasks.remove().run();
		assertThat(this.logged).hasSize(64);
		assertThat(output.getAll())
			.contains("16 log records of worker 'one' were dropped here, as they were not logged in time");
	}

	@Test
	void anAppenderThatThrowsEndsNothing() {
		this.forwarder.log(records("throw", "fail", "after"));
		this.tasks.remove().run();
		assertThat(this.logged).containsExactly("after");
	}

	@ParameterizedTest
	@CsvSource({ "app.Service, DEBUG, true", "app.Service, TRACE, false", "app.Service, INFO, true",
			"app.quiet.Service, WARN, true", "app.quiet.Service, INFO, false", "application, ERROR, false",
			"app, DEBUG, true", "app.Service, NOTICE, false" })
	void recordsOfALevelThatWasAskedForAreMarked(String logger, String level, boolean marked) {
		this.forwarder.ask(LogLevelRequest.changing("app", LogLevel.DEBUG));
		this.forwarder.ask(LogLevelRequest.changing("app.quiet", LogLevel.WARN));
		this.forwarder.ask(LogLevelRequest.changing("application", LogLevel.TRACE));
		this.forwarder.ask(LogLevelRequest.changing("application", null));
		this.forwarder.ask(LogLevelRequest.of("application"));
		this.forwarder.log(List.of(LogRecordData.of(Instant.EPOCH, level, logger, "main", "x", Map.of(), null)));
		this.tasks.remove().run();
		assertThat(this.logged).containsExactly(marked ? "x asked" : "x");
	}

	@Test
	void whatIsAskedOfTheRootLoggerHoldsForAll() {
		this.forwarder.ask(LogLevelRequest.changing("ROOT", LogLevel.DEBUG));
		this.forwarder.log(records("x"));
		this.tasks.remove().run();
		assertThat(this.logged).containsExactly("x asked");
	}

	private void log(UUID workerId, String workerName, LogRecordData record, boolean atAnyLevel) {
		assertThat(workerId).isEqualTo(this.id);
		assertThat(workerName).isEqualTo("one");
		if (record.message().equals("throw")) {
			throw new IllegalStateException("an appender");
		}
		if (record.message().equals("fail")) {
			throw new StackOverflowError("an appender");
		}
		this.logged.add(record.message() + (atAnyLevel ? " asked" : ""));
	}

	private static List<LogRecordData> records(String... messages) {
		return Stream.of(messages)
			.map((message) -> LogRecordData.of(Instant.EPOCH, "INFO", "app", "main", message, Map.of(), null))
			.toList();
	}

}
