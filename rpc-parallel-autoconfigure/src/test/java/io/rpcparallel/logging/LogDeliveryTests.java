package io.rpcparallel.logging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LogDelivery}.
 */
class LogDeliveryTests {

	private final LogRing ring = new LogRing(1000);

	private final List<List<String>> batches = new CopyOnWriteArrayList<>();

	private final List<Sinks.Empty<Void>> answers = new CopyOnWriteArrayList<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final LogDelivery delivery = new LogDelivery(LogReader.ofAll(this.ring, 3), Duration.ofMillis(1),
			this::send, this.failures::incrementAndGet);

	@AfterEach
	void close() {
		this.delivery.close();
	}

	@Test
	void whatThereWasComesFirstAndTheNextBatchAfterTheAnswer() {
		add(1, 4);
		this.delivery.start(Duration.ZERO);
		awaitBatches(1);
		add(5, 6);
		this.answers.get(0).tryEmitEmpty();
		awaitBatches(2);
		this.answers.get(1).tryEmitEmpty();
		await().untilAsserted(
				() -> assertThat(this.batches).containsExactly(List.of("1", "2", "3"), List.of("4", "5", "6")));
		add(7, 7);
		awaitBatches(3);
		assertThat(this.batches.get(2)).containsExactly("7");
	}

	@Test
	@Tag("G5")
	void whileThereIsNoAnswerTheOldestAreDroppedAndCounted() {
		this.delivery.start(Duration.ZERO);
		add(1, 1);
		awaitBatches(1);
		add(2, 3001);
		assertThat(this.batches).hasSize(1);
		this.answers.get(0).tryEmitEmpty();
		awaitBatches(2);
		assertThat(this.batches.get(1)).containsExactly(
				"2000 log records were dropped here, as they were not read in time", "2002", "2003", "2004");
	}

	@Test
	void whatIsLeftGoesAtOnceInTheEnd() {
		this.delivery.start(Duration.ZERO);
		add(1, 1);
		awaitBatches(1);
		add(2, 6);
		Mono<Void> flushed = this.delivery.flush();
		assertThat(this.batches).containsExactly(List.of("1"), List.of("2", "3", "4", "5", "6"));
		this.answers.forEach(Sinks.Empty::tryEmitEmpty);
		assertThat(flushed.blockOptional(Duration.ofSeconds(10))).isEmpty();
	}

	@Test
	@Tag("G5")
	void ofTooMuchTheLastGoesInTheEndAndTheRestIsCounted() {
		LogRing large = new LogRing(10_000);
		LogDelivery slow = new LogDelivery(LogReader.ofAll(large, 1), Duration.ofSeconds(1), this::send,
				this.failures::incrementAndGet);
		IntStream.rangeClosed(1, 5000).forEach((number) -> large.add(LogRecords.record("" + number)));
		slow.flush();
		slow.close();
		List<String> sent = this.batches.stream().flatMap(List::stream).toList();
		assertThat(sent).hasSize(2001)
			.startsWith("3000 log records were dropped here, as they were not read in time", "3001")
			.endsWith("5000");
	}

	@Test
	void afterAFailureNothingIsSentAnyMore() {
		this.delivery.start(Duration.ZERO);
		add(1, 1);
		awaitBatches(1);
		this.answers.get(0).tryEmitError(new IllegalStateException("the link has ended"));
		await().until(() -> this.failures.get() == 1);
		add(2, 2);
		assertThat(this.batches).hasSize(1);
	}

	@Test
	void theRateIsThatOfBatchesAndTheirSize() {
		assertPace(1000, 50, Duration.ofMillis(50));
		assertPace(1, 1, Duration.ofSeconds(1));
		assertPace(30, 1, Duration.ofSeconds(1).dividedBy(30));
		assertPace(10_000, 100, Duration.ofMillis(10));
		assertThat(WorkerLog.Pace.of(LogRouting.PRINTED).all()).isFalse();
	}

	private static void assertPace(int rate, int batch, Duration interval) {
		assertThat(WorkerLog.Pace.of(new LogRouting(false, true, rate, null)))
			.isEqualTo(new WorkerLog.Pace(true, batch, interval));
	}

	private Mono<Void> send(List<LogRecordData> records) {
		Sinks.Empty<Void> answer = Sinks.empty();
		this.answers.add(answer);
		this.batches.add(records.stream().map(LogRecordData::message).toList());
		return answer.asMono();
	}

	private void awaitBatches(int count) {
		await().until(() -> this.batches.size() == count);
	}

	private void add(int first, int last) {
		IntStream.rangeClosed(first, last).forEach((number) -> this.ring.add(LogRecords.record("" + number)));
	}

}
