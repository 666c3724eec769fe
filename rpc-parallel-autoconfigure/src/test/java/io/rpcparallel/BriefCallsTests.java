package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls of functions that have been brief until now, which are executed by the thread
 * that reads them.
 */
@LeavesNothingBehind
class BriefCallsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String OF_THE_READER = "-link-";

	private static final String OF_THE_WORKER = "-call-";

	private final TestMaster master = TestMaster.start(Functions.class);

	private final StatelessRpcFunction<String, String> act = this.master.bean("act");

	private final Stage stage = this.master.bean("stage");

	private final Worker<Object> worker = this.master.workers().serve();

	private final WorkerConnection<Object> connection = this.master.workers().connect(this.worker);

	@AfterEach
	void close() {
		this.connection.close();
		this.master.close();
	}

	@Test
	void loneCallsAreExecutedByAThreadOfTheWorker() {
		assertThat(this.connection.run(this.act, "thread")).contains(this.worker.name() + OF_THE_WORKER);
	}

	@Test
	void callsThatFollowEachOtherAreExecutedByTheThreadThatReadsThem() {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.untilAsserted(() -> assertThat(lastOfMany()).contains(this.worker.name() + OF_THE_READER));
	}

	@Test
	void aCancelledCallIsInterruptedAlsoOnTheThreadThatReads() throws InterruptedException {
		Disposable waiting = waitOnTheReader();
		waiting.dispose();
		assertThat(this.stage.ends.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
		assertThat(this.connection.run(this.act, "interrupted")).isEqualTo("false");
	}

	@Test
	void aCallIsInterruptedAtItsDeadlineAlsoOnTheThreadThatReads() throws InterruptedException {
		waitOnTheReader(Duration.ofMillis(200));
		assertThat(this.stage.ends.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
		assertThat(this.connection.run(this.act, "interrupted")).isEqualTo("false");
	}

	@Test
	void theLinkLivesOnWhileACallOnItsReaderIsNotBriefAfterAll() throws InterruptedException {
		waitOnTheReader();
		CompletableFuture<String> next = this.connection.submit(this.act, "thread").toFuture();
		// Another thread has read it by then
		WorkerTable table = this.master.context().getBean(WorkerTable.class);
		Awaitility.await().untilAsserted(() -> assertThat(table.workers()).allMatch((each) -> each.inFlight() == 2));
		assertThat(next).isNotDone();
		this.stage.release.countDown();
		assertThat(next).succeedsWithin(TIMEOUT).asString().contains(OF_THE_WORKER);
		assertThat(this.stage.ends.poll(20, TimeUnit.SECONDS)).isEqualTo("released");
		callsThatFollowEachOtherAreExecutedByTheThreadThatReadsThem();
	}

	@Test
	void theEndOfTheWorkerInterruptsACallOnTheThreadThatReads() throws InterruptedException {
		waitOnTheReader();
		this.master.workers().shutdown(this.worker);
		assertThat(this.stage.ends.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
	}

	@Test
	void aFunctionMayBlockOnAnyThread() {
		callsThatFollowEachOtherAreExecutedByTheThreadThatReadsThem();
		assertThat(many("block", 100)).containsOnly("blocked");
	}

	@Test
	void anInterruptThatACallHasLeftDoesNotReachTheNext() {
		callsThatFollowEachOtherAreExecutedByTheThreadThatReadsThem();
		List<String> interrupted = Flux.range(0, 200)
			.flatMapSequential((i) -> this.connection.submit(this.act, (i % 2 == 0) ? "interrupt" : "interrupted"), 64)
			.collectList()
			.block(TIMEOUT);
		assertThat(interrupted).containsOnly("false");
	}

	@Test
	void callsKeepTheirOrderWhicheverThreadExecutesThem() {
		List<Integer> expected = IntStream.range(0, 5_000).boxed().toList();
		List<Integer> numbers = Flux.range(0, 5_000)
			.flatMapSequential((i) -> this.connection.submit(this.act, (i % 50 == 49) ? "slow number" : "number"), 64)
			.map(Integer::valueOf)
			.collectList()
			.block(TIMEOUT);
		assertThat(numbers).isEqualTo(expected);
	}

	private String lastOfMany() {
		List<String> threads = many("thread", 200);
		return threads.get(threads.size() - 1);
	}

	private List<String> many(String what, int count) {
		return IntStream.range(0, count).mapToObj((i) -> this.connection.run(this.act, what)).toList();
	}

	private Disposable waitOnTheReader() throws InterruptedException {
		return waitOnTheReader(Duration.ofMinutes(1));
	}

	// A busy machine may let a call look lone
	private Disposable waitOnTheReader(Duration timeout) throws InterruptedException {
		for (int attempt = 0; attempt < 100; attempt++) {
			lastOfMany();
			Disposable waiting = this.connection.submit(this.act, "wait", timeout).onErrorComplete().subscribe();
			if (this.stage.starts.poll(20, TimeUnit.SECONDS).contains(OF_THE_READER)) {
				return waiting;
			}
			waiting.dispose();
			assertThat(this.stage.ends.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
		}
		throw new AssertionError("No call was executed by the thread that reads");
	}

	/**
	 * What the function and the test tell each other.
	 */
	static class Stage {

		private final BlockingQueue<String> starts = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

		private final CountDownLatch release = new CountDownLatch(1);

		private final AtomicInteger number = new AtomicInteger();

		String act(String what) throws Exception {
			return switch (what) {
				case "thread" -> Thread.currentThread().getName();
				case "wait" -> await();
				case "block" -> Mono.delay(Duration.ofNanos(1)).thenReturn("blocked").block();
				case "interrupt" -> interrupt();
				case "interrupted" -> String.valueOf(Thread.currentThread().isInterrupted());
				case "number" -> String.valueOf(this.number.getAndIncrement());
				case "slow number" -> slowNumber();
				default -> throw new IllegalArgumentException(what);
			};
		}

		private String await() {
			this.starts.add(Thread.currentThread().getName());
			String end;
			try {
				this.release.await();
				end = "released";
			}
			catch (InterruptedException ex) {
				end = "interrupted";
			}
			this.ends.add(end);
			return end;
		}

		private static String interrupt() {
			String before = String.valueOf(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
			return before;
		}

		// Longer than a thread is lent
		private String slowNumber() {
			String number = String.valueOf(this.number.getAndIncrement());
			Mono.delay(Duration.ofMillis(10)).block();
			return number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Functions {

		@Bean
		Stage stage() {
			return new Stage();
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> act(Stage stage) {
			return new Act(stage);
		}

	}

	private record Act(Stage stage) implements StatelessRpcFunction<String, String> {

		@Override
		public String call(String what) throws Exception {
			return this.stage.act(what);
		}

	}

}
