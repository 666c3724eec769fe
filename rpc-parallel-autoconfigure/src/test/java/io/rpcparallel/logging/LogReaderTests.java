package io.rpcparallel.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.LogRecordData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogReader}.
 */
class LogReaderTests {

	private final LogRing ring = new LogRing(0);

	private final LogReader reader = LogReader.ofAll(this.ring, 2);

	@Test
	void eachRecordIsReadOnceInItsOrder() {
		assertThat(this.reader.hasMore()).isFalse();
		assertThat(this.reader.read()).isEmpty();
		add(1, 5);
		assertRead("1", "2");
		assertRead("3", "4");
		assertThat(this.reader.hasMore()).isTrue();
		assertRead("5");
		assertThat(this.reader.hasMore()).isFalse();
		assertThat(this.reader.read()).isEmpty();
	}

	@Test
	@Tag("G5")
	void inPlaceOfThoseThatAreDroppedComesOneThatTellsHowMany() {
		add(1, 3);
		assertRead("1", "2");
		add(4, 1000);
		assertRead("742 log records were dropped here, as they were not read in time", "745", "746");
		assertRead("747", "748");
	}

	@Test
	void whatIsReadAtOnceFitsIntoAMessageHoweverLargeRecordsAre() {
		LogRing large = new LogRing(10_000);
		LogReader eager = LogReader.ofAll(large, 100);
		String text = "x".repeat(10_000);
		IntStream.range(0, 300).forEach((number) -> large.add(LogRecords.record(text)));
		List<Integer> sizes = new ArrayList<>();
		while (eager.hasMore()) {
			List<LogRecordData> read = eager.read();
			assertThat(read.stream().mapToInt(LogRecordData::size).sum()).isLessThanOrEqualTo(1024 * 1024);
			sizes.add(read.size());
		}
		assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
		assertThat(sizes).hasSize(3);
	}

	@Test
	void whoeverWaitsForMoreIsTold() {
		AtomicInteger told = new AtomicInteger();
		this.reader.onMore(told::incrementAndGet);
		add(1, 3);
		assertThat(told).hasValue(3);
	}

	private void add(int first, int last) {
		IntStream.rangeClosed(first, last).forEach((number) -> this.ring.add(LogRecords.record("" + number)));
	}

	private void assertRead(String... messages) {
		assertThat(this.reader.read()).extracting(LogRecordData::message).containsExactly(messages);
	}

}
