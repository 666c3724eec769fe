package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.RecordedFailures;
import io.rpcparallel.test.StressApplication;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rounds of workers that are all started, called in every way, and closed at once
 * ({@code stress_test} of {@code rpc_parallel}).
 */
@LeavesNothingBehind
class StressTestIntegrationTests {

	private static final int WORKERS = Integer.getInteger("rpc-parallel.test.workers", 4);

	private static final int ROUNDS = Integer.getInteger("rpc-parallel.test.rounds", 5);

	private static final int CALLS = 50;

	private static final int ELEMENTS = 300;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	@Test
	void everyWorkerOfEveryRoundAnswersEveryCall() {
		RecordedFailures failures = new RecordedFailures();
		try (TestMaster master = TestMaster.start(StressApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard")) {
			WorkerType<AtomicInteger, Integer> tally = master.bean("tally");
			for (int round = 0; round < ROUNDS; round++) {
				SpawnOptions options = SpawnOptions.defaults().withFailureHandler(failures);
				Long answers = Flux.range(0, WORKERS)
					.flatMap((number) -> Mono.usingWhen(master.workers().spawnAsync(tally, 0, options),
							(worker) -> calls(master, worker), WorkerCalls::closeAsync), WORKERS)
					.reduce(Long::sum)
					.block(PATIENCE);
				assertThat(answers).as("answers in round " + round).isEqualTo((long) WORKERS * CALLS * 7);
				Awaitility.await().untilAsserted(() -> assertThat(Leftovers.processes()).isEmpty());
			}
		}
		assertThat(failures.all()).isEmpty();
	}

	private static Mono<Long> calls(TestMaster master, WorkerConnection<AtomicInteger> worker) {
		RpcFunction<AtomicInteger, Integer, Integer> add = master.bean("add");
		return Flux.range(1, CALLS)
			.flatMap((i) -> Flux.merge(Flux.merge(sums(master, worker)), Flux.merge(streams(master, worker, i))), CALLS)
			.count()
			.flatMap((count) -> worker.submit(add, 0)
				.doOnNext((total) -> assertThat(total).isEqualTo(3 * CALLS))
				.thenReturn(count));
	}

	private static List<Mono<Boolean>> sums(TestMaster master, WorkerConnection<AtomicInteger> worker) {
		RpcFunction<AtomicInteger, Integer, Integer> add = master.bean("add");
		AsyncRpcFunction<AtomicInteger, Integer, Integer> addLater = master.bean("addLater");
		OneWayFunction<AtomicInteger, Integer> note = master.bean("note");
		return List.of(worker.submit(add, 1).thenReturn(true), worker.submit(addLater, 1).thenReturn(true),
				worker.sendAsync(note, 1).thenReturn(true));
	}

	private static List<Mono<Boolean>> streams(TestMaster master, WorkerConnection<AtomicInteger> worker, int i) {
		StreamFunction<AtomicInteger, Integer, Integer> count = master.bean("count");
		StateFunction<AtomicInteger, Integer, Integer, Integer> watch = master.bean("watch");
		UploadFunction<AtomicInteger, Integer, Integer, Integer> sum = master.bean("sum");
		ChannelFunction<AtomicInteger, Integer, Integer, Integer> multiply = master.bean("multiply");
		Flux<Integer> numbers = Flux.range(0, ELEMENTS);
		int total = ELEMENTS * (ELEMENTS - 1) / 2;
		return List.of(isEqual(worker.stream(count, ELEMENTS).reduce(Integer::sum), total),
				isEqual(worker.state(watch, ELEMENTS).flatMap((opened) -> opened.updates().reduce(Integer::sum)),
						total),
				isEqual(worker.upload(sum, i, numbers), total + i),
				isEqual(worker.channel(multiply, i, numbers).reduce(Integer::sum), total * i));
	}

	private static Mono<Boolean> isEqual(Mono<Integer> answer, int expected) {
		return answer.map((value) -> {
			assertThat(value).isEqualTo(expected);
			return true;
		}).single();
	}

}
