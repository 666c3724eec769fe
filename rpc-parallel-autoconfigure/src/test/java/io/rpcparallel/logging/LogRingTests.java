package io.rpcparallel.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.protocol.LogRecordData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LogRing}.
 */
class LogRingTests {

	private static final Pattern DROPPED = Pattern.compile("(\\d+) log records were dropped here, .*");

	private final LogRing ring = new LogRing(1000);

	@ParameterizedTest
	@ValueSource(ints = { -1, 100_001 })
	void aSizeOutOfRangeIsRefused(int size) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LogRing(size))
			.withMessage("The number of log records to keep must be between 0 and 100000");
	}

	@Test
	void theLatestRecordsAreReadOnce() {
		LogReader latest = LogReader.ofLatest(this.ring, 3);
		assertThat(latest.read()).isEmpty();
		IntStream.range(0, 5).forEach((number) -> this.ring.add(LogRecords.record("" + number)));
		assertThat(latest.read()).extracting(LogRecordData::message).containsExactly("2", "3", "4");
		assertThat(latest.read()).isEmpty();
		this.ring.add(LogRecords.record("5"));
		assertThat(latest.read()).extracting(LogRecordData::message).containsExactly("5");
	}

	@ParameterizedTest
	@CsvSource({ "app.Service, false, true", "io.rsocket.FrameLogger, false, false",
			"io.rsocket.FrameLogger, true, true", "io.netty.channel.Channel, false, false", "reactor, false, false",
			"reactor.netty.tcp, false, false", "io.rpcparallel.transport.RSocketLink, false, false",
			"io.rpcparallel.logging, false, false", "io.rpcparallel.worker.WorkerServer, false, true",
			"reactors, false, true", ", false, true" })
	void whatTheTransportSaysBelowWarnIsNotTaken(String logger, boolean severe, boolean taken) {
		assertThat(this.ring.takes(logger, severe)).isEqualTo(taken);
	}

	private void add(LogRing ring, int first, int last) {
		IntStream.rangeClosed(first, last).forEach((number) -> ring.add(LogRecords.record("" + number)));
	}

	private static List<String> numbers(int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
	}

	private static void awaitMessages(LogRecords records, List<String> messages) {
		await().untilAsserted(() -> assertThat(records.messages()).isEqualTo(messages));
	}

	@Nested
	class Replay {

		@Test
		void eachSubscriberGetsWhatIsKeptAndThenWhatComes() {
			LogRecords early = new LogRecords();
			LogRingTests.this.ring.records().subscribe(early);
			add(LogRingTests.this.ring, 1, 10);
			LogRecords late = new LogRecords();
			LogRingTests.this.ring.records().subscribe(late);
			awaitMessages(late, numbers(1, 10));
			add(LogRingTests.this.ring, 11, 20);
			awaitMessages(early, numbers(1, 20));
			awaitMessages(late, numbers(1, 20));
		}

		@Test
		void onlyTheLastAreKept() {
			LogRing small = new LogRing(10);
			add(small, 1, 5000);
			LogRecords records = new LogRecords();
			small.records().subscribe(records);
			add(small, 5001, 5002);
			awaitMessages(records, numbers(4991, 5002));
		}

		@Test
		void noMoreIsReplayedWhileThereIsAnotherSubscriber() {
			LogRing small = new LogRing(10);
			LogRecords first = new LogRecords();
			small.records().subscribe(first);
			add(small, 1, 100);
			LogRecords second = new LogRecords();
			small.records().subscribe(second);
			awaitMessages(first, numbers(1, 100));
			awaitMessages(second, numbers(91, 100));
		}

		@Test
		void nothingIsReplayedWhereNothingIsKept() {
			LogRing none = new LogRing(0);
			add(none, 1, 10);
			LogRecords records = new LogRecords();
			none.records().subscribe(records);
			add(none, 11, 20);
			awaitMessages(records, numbers(11, 20));
			records.cancel();
			assertThat(none.firstFrom(0)).isNull();
		}

		@Test
		void theTextThatIsKeptIsBounded() {
			String text = "x".repeat(16_000);
			for (int i = 0; i < 1000; i++) {
				LogRingTests.this.ring.add(LogRecords.record(text));
			}
			LogRecords records = new LogRecords();
			LogRingTests.this.ring.records().subscribe(records);
			LogRingTests.this.ring.close();
			await().until(records::isComplete);
			assertThat(records.received().stream().mapToInt(LogRecordData::size).sum()).isBetween(1_000_000,
					1024 * 1024);
		}

		@Test
		void nothingIsLostOrDoubledWhileThereIsLogging() throws InterruptedException {
			List<LogRecords> subscribers = new ArrayList<>();
			Thread thread = new Thread(() -> add(LogRingTests.this.ring, 1, 20_000));
			thread.start();
			while (thread.isAlive() && subscribers.size() < 20) {
				LogRecords records = new LogRecords();
				LogRingTests.this.ring.records().subscribe(records);
				subscribers.add(records);
				thread.join(1);
			}
			thread.join();
			LogRingTests.this.ring.close();
			assertThat(subscribers).isNotEmpty().allSatisfy((records) -> {
				await().until(records::isComplete);
				assertThat(lastOf(records.messages())).isEqualTo(20_000);
			});
		}

		// Fails at a number that is not the one after the last, less what was dropped
		private int lastOf(List<String> messages) {
			int last = -1;
			for (String message : messages) {
				Matcher dropped = DROPPED.matcher(message);
				if (dropped.matches()) {
					// Before the first record it is unknown from where
					last += (last >= 0) ? Integer.parseInt(dropped.group(1)) : 0;
				}
				else if (last < 0) {
					last = Integer.parseInt(message);
				}
				else {
					last++;
					assertThat(message).isEqualTo("" + last);
				}
			}
			return last;
		}

	}

	@Nested
	class Order {

		@Test
		void allSubscribersGetTheSameOrderAndEachThreadItsOwn() throws InterruptedException {
			LogRing large = new LogRing(50_000);
			List<LogRecords> subscribers = List.of(new LogRecords(), new LogRecords());
			subscribers.forEach((each) -> large.records().subscribe(each));
			List<Thread> threads = IntStream.range(0, 4).mapToObj((number) -> new Thread(() -> {
				for (int i = 0; i < 2000; i++) {
					large.add(LogRecords.record(number + ":" + i));
				}
			})).toList();
			threads.forEach(Thread::start);
			for (Thread thread : threads) {
				thread.join();
			}
			large.close();
			subscribers.forEach((each) -> await().until(each::isComplete));
			List<String> messages = subscribers.get(0).messages();
			assertThat(messages).hasSize(8000);
			assertThat(subscribers.get(1).messages()).isEqualTo(messages);
			for (int number = 0; number < 4; number++) {
				String prefix = number + ":";
				assertThat(messages.stream().filter((message) -> message.startsWith(prefix)))
					.isEqualTo(IntStream.range(0, 2000).mapToObj((i) -> prefix + i).toList());
			}
		}

	}

	@Nested
	class Demand {

		@Test
		void noMoreComesThanWasAskedFor() {
			LogRecords records = new LogRecords(0);
			LogRecords unbounded = new LogRecords();
			add(LogRingTests.this.ring, 1, 10);
			LogRingTests.this.ring.records().subscribe(records);
			records.request(3);
			awaitMessages(records, numbers(1, 3));
			add(LogRingTests.this.ring, 11, 20);
			LogRingTests.this.ring.records().subscribe(unbounded);
			awaitMessages(unbounded, numbers(1, 20));
			assertThat(records.messages()).isEqualTo(numbers(1, 3));
			records.request(12);
			records.request(5);
			awaitMessages(records, numbers(1, 20));
		}

		@Test
		@Tag("G5")
		void aSubscriberThatIsTooSlowIsToldHowManyItHasMissed() {
			LogRecords records = new LogRecords(2);
			LogRingTests.this.ring.records().subscribe(records);
			add(LogRingTests.this.ring, 1, 2);
			awaitMessages(records, numbers(1, 2));
			add(LogRingTests.this.ring, 3, 5000);
			records.request(1);
			await().until(() -> records.received().size() == 3);
			LogRecordData dropped = records.received().get(2);
			assertThat(dropped.message())
				.isEqualTo("3998 log records were dropped here, as they were not read in time");
			assertThat(dropped.level()).isEqualTo("WARN");
			assertThat(dropped.logger()).isEqualTo("io.rpcparallel.logging");
			records.request(Long.MAX_VALUE);
			LogRingTests.this.ring.close();
			await().until(records::isComplete);
			assertThat(records.messages().subList(3, records.messages().size())).isEqualTo(numbers(4001, 5000));
		}

		@Test
		@Tag("G5")
		void aSubscriberThatBlocksHoldsUpNobody() throws InterruptedException {
			CountDownLatch blocked = new CountDownLatch(1);
			CountDownLatch release = new CountDownLatch(1);
			List<String> slow = new CopyOnWriteArrayList<>();
			LogRingTests.this.ring.records().subscribe((record) -> {
				blocked.countDown();
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				slow.add(record.message());
			});
			LogRecords fast = new LogRecords();
			LogRingTests.this.ring.records().subscribe(fast);
			add(LogRingTests.this.ring, 1, 500);
			assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
			awaitMessages(fast, numbers(1, 500));
			assertThat(slow).isEmpty();
			release.countDown();
			await().untilAsserted(() -> assertThat(slow).isEqualTo(numbers(1, 500)));
		}

	}

	@Nested
	class End {

		@Test
		void whoCancelsIsRemovedAtOnceAndGetsNothingMore() {
			LogRecords records = new LogRecords();
			LogRecords other = new LogRecords();
			LogRingTests.this.ring.records().subscribe(records);
			LogRingTests.this.ring.records().subscribe(other);
			add(LogRingTests.this.ring, 1, 1);
			awaitMessages(records, numbers(1, 1));
			records.cancel();
			assertThat(LogRingTests.this.ring.subscribers()).isEqualTo(1);
			add(LogRingTests.this.ring, 2, 3);
			awaitMessages(other, numbers(1, 3));
			assertThat(records.messages()).isEqualTo(numbers(1, 1));
		}

		@Test
		void aSubscriberMayCancelWhileItGetsARecord() {
			List<String> messages = LogRingTests.this.ring.records()
				.map(LogRecordData::message)
				.doOnSubscribe((subscription) -> add(LogRingTests.this.ring, 1, 10))
				.take(3)
				.collectList()
				.block();
			assertThat(messages).isEqualTo(numbers(1, 3));
			assertThat(LogRingTests.this.ring.subscribers()).isZero();
		}

		@Test
		void whatIsThereIsDeliveredBeforeTheEnd() {
			LogRecords records = new LogRecords(1);
			LogRingTests.this.ring.records().subscribe(records);
			add(LogRingTests.this.ring, 1, 3);
			LogRingTests.this.ring.close();
			awaitMessages(records, numbers(1, 1));
			assertThat(records.isComplete()).isFalse();
			records.request(2);
			await().until(records::isComplete);
			assertThat(records.messages()).isEqualTo(numbers(1, 3));
			assertThat(LogRingTests.this.ring.subscribers()).isZero();
			assertThat(LogRingTests.this.ring.records().map(LogRecordData::message).collectList().block())
				.isEqualTo(numbers(1, 3));
		}

		@Test
		void theThreadsEndWhenNothingIsLogged() {
			LogRecords records = new LogRecords();
			LogRingTests.this.ring.records().subscribe(records);
			List<Thread> threads = new CopyOnWriteArrayList<>();
			LogRingTests.this.ring.records().subscribe((record) -> threads.add(Thread.currentThread()));
			add(LogRingTests.this.ring, 1, 10);
			await().until(() -> threads.size() == 10);
			assertThat(threads).allMatch(Thread::isDaemon)
				.allMatch((thread) -> thread.getName().equals("rpc-parallel-log"));
			await().atMost(60, TimeUnit.SECONDS).until(() -> threads.stream().noneMatch(Thread::isAlive));
			add(LogRingTests.this.ring, 11, 12);
			awaitMessages(records, numbers(1, 12));
		}

	}

}
