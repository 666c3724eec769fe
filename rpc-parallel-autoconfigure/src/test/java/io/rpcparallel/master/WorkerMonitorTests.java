package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerMonitor}.
 */
class WorkerMonitorTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	private final WorkerEntry entry = this.table.add(UUID.randomUUID(), "one", false);

	private final WorkerMonitor monitor = new WorkerMonitor(this.entry, (failure) -> {
	}, Runnable::run);

	@Test
	void aWorkerThatSaysThatItExitsIsEnding() {
		this.entry.up();
		this.monitor.exiting(new ExitNotice("SIGTERM from outside asked it to", true));
		assertThat(this.entry.snapshot().state()).isEqualTo(WorkerState.ENDING);
		assertThat(this.entry.suspect()).isFalse();
		assertThat(this.entry.tracked().events()).extracting(WorkerEvent::kind, WorkerEvent::detail)
			.endsWith(Tuple.tuple(WorkerEvent.Kind.READY, null),
					Tuple.tuple(WorkerEvent.Kind.ENDING, "SIGTERM from outside asked it to"));
	}

	@Test
	void theHandlerIsToldOfAFailureThoughThereIsNoThreadForIt() {
		List<WorkerFailure> told = new ArrayList<>();
		WorkerMonitor withoutThreads = new WorkerMonitor(this.entry, told::add, (task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		withoutThreads.registered(
				new Worker<>(this.entry.id(), "one", 1, new WorkerAddress.Tcp("::1", 1), "x", TestSettings.rpc()));
		withoutThreads.failed("thread 'a'", new IllegalStateException("x"), null);
		assertThat(told).extracting(WorkerFailure::description).containsExactly("thread 'a'");
	}

	@Test
	void theLastRecordsAreKept() {
		this.monitor.logged(IntStream.range(0, 70).mapToObj((number) -> record("m" + number)).toList());
		assertThat(this.monitor.lastRecords()).hasSize(50)
			.extracting(WorkerLogRecord::message)
			.startsWith("m20")
			.endsWith("m69");
	}

	@Test
	void ofLargeRecordsFewerAreKept() {
		String large = "x".repeat(16_000);
		this.monitor.logged(Collections.nCopies(70, record(large)));
		assertThat(this.monitor.lastRecords()).hasSizeBetween(10, 16);
		this.monitor.logged(List.of(record("last")));
		assertThat(this.monitor.lastRecords()).extracting(WorkerLogRecord::message).endsWith(large, "last");
		LogRecordData huge = new LogRecordData(Instant.now(), "INFO", "a.B", "main", "x".repeat(300_000), Map.of(),
				null);
		this.monitor.logged(List.of(huge));
		assertThat(this.monitor.lastRecords()).containsExactly(huge.toLogRecord());
		this.monitor.logged(List.of(record("next")));
		assertThat(this.monitor.lastRecords()).extracting(WorkerLogRecord::message).containsExactly("next");
	}

	private static LogRecordData record(String message) {
		return LogRecordData.of(Instant.now(), "INFO", "a.B", "main", message, null, null);
	}

}
