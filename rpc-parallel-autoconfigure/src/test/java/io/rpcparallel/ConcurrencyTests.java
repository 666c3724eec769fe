package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many calls a worker executes at once.
 */
@LeavesNothingBehind
class ConcurrencyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Test
	void callsOfOneWorkerNeverMeetWhicheverConnectionTheyComeOver() {
		try (TestMaster master = TestMaster.start(Functions.class)) {
			assertThat(callTwice(master, SpawnOptions.defaults(), 200)).containsExactly("alone", "alone");
		}
	}

	@Test
	void callsMeetInAWorkerThatMayExecuteTwo() {
		try (TestMaster master = TestMaster.start(Functions.class)) {
			assertThat(callTwice(master, SpawnOptions.defaults().withConcurrency(2), 10_000)).containsExactly("met",
					"met");
		}
	}

	@Test
	void theDefaultIsAPropertyThatAnOptionOverrides() {
		try (TestMaster master = TestMaster.start(Functions.class, "rpc-parallel.worker.concurrency=2")) {
			assertThat(callTwice(master, SpawnOptions.defaults(), 10_000)).containsExactly("met", "met");
			assertThat(callTwice(master, SpawnOptions.defaults().withConcurrency(1), 200)).containsExactly("alone",
					"alone");
		}
	}

	@Test
	void callsOfTwoWorkersDoNotWaitForEachOther() {
		try (TestMaster master = TestMaster.start(Functions.class)) {
			WorkerType<Meeting, Integer> meeting = master.bean("meeting");
			Worker<Meeting> first = master.workers().serve(meeting, 10_000);
			Worker<Meeting> second = master.workers().serve(meeting, 10_000);
			assertThat(callBoth(master, first, second)).containsExactly("met", "met");
		}
	}

	private static List<String> callTwice(TestMaster master, SpawnOptions options, int patience) {
		WorkerType<Meeting, Integer> meeting = master.bean("meeting");
		Worker<Meeting> worker = master.workers().serve(meeting, patience, options);
		return callBoth(master, worker, worker);
	}

	private static List<String> callBoth(TestMaster master, Worker<Meeting> first, Worker<Meeting> second) {
		RpcFunction<Meeting, String, String> meet = master.bean("meet");
		try (WorkerConnection<Meeting> one = master.workers().connect(first);
				WorkerConnection<Meeting> other = master.workers().connect(second)) {
			return Flux.merge(one.submit(meet, ""), other.submit(meet, "")).collectList().block(TIMEOUT);
		}
	}

	/**
	 * Where calls wait for each other.
	 */
	static class Meeting {

		private final CyclicBarrier barrier;

		private final int patience;

		Meeting(CyclicBarrier barrier, int patience) {
			this.barrier = barrier;
			this.patience = patience;
		}

		String meet() throws Exception {
			try {
				this.barrier.await(this.patience, TimeUnit.MILLISECONDS);
				return "met";
			}
			catch (TimeoutException ex) {
				this.barrier.reset();
				return "alone";
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Functions {

		private final CyclicBarrier barrier = new CyclicBarrier(2);

		@Bean
		WorkerType<Meeting, Integer> meeting() {
			return (patience) -> new Meeting(this.barrier, patience);
		}

		@Bean
		@WorkerFunction
		RpcFunction<Meeting, String, String> meet() {
			return (meeting, query) -> meeting.meet();
		}

	}

}
