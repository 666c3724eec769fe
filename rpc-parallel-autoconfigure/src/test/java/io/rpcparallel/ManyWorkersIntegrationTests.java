package io.rpcparallel;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many workers at once, and many one after the other.
 */
@LeavesNothingBehind
class ManyWorkersIntegrationTests {

	private static final int CYCLES = Integer.getInteger("rpc-parallel.test.cycles", 25);

	private static final int WARM_UP_CYCLES = 5;

	private static final long MAX_HEAP_GROWTH = 8 * 1024 * 1024;

	@Test
	void twentySpawnsAtOnceAllSucceed() {
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			WorkerType<Counter, Integer> type = master.bean("counter");
			RpcFunction<Counter, Integer, Integer> add = master.bean("add");
			List<Integer> sums = Flux.range(0, 20)
				.flatMap((i) -> master.workers()
					.spawnAsync(type, i, SpawnOptions.defaults())
					.flatMap((worker) -> worker.submit(add, 100)), 20)
				.collectSortedList()
				.block(Duration.ofMinutes(4));
			assertThat(sums).hasSize(20).startsWith(100).endsWith(119).doesNotHaveDuplicates();
		}
	}

	@Test
	void spawnsThatAreCancelledLeaveNothing() {
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			Mono<WorkerConnection<Object>> spawn = master.workers().spawnAsync(SpawnOptions.defaults());
			assertThat(Flux.merge(spawn, spawn, spawn).take(Duration.ofMillis(700)).collectList().block()).isEmpty();
		}
	}

	@Test
	void cyclesOfSpawnRunAndCloseLeaveDescriptorsThreadsAndHeapFlat() {
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			cycle(master, WARM_UP_CYCLES);
			int descriptors = Leftovers.fileDescriptors();
			int threads = ManagementFactory.getThreadMXBean().getThreadCount();
			long heap = usedHeap();
			cycle(master, CYCLES - WARM_UP_CYCLES);
			assertThat(Leftovers.fileDescriptors()).as("file descriptors").isLessThanOrEqualTo(descriptors + 2);
			assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).as("threads")
				.isLessThanOrEqualTo(threads + 2);
			assertThat(usedHeap() - heap).as("growth of the heap in bytes").isLessThan(MAX_HEAP_GROWTH);
		}
	}

	private static void cycle(TestMaster master, int times) {
		WorkerType<Counter, Integer> type = master.bean("counter");
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		for (int i = 0; i < times; i++) {
			try (WorkerConnection<Counter> counter = master.workers().spawn(type, i)) {
				assertThat(counter.run(add, 1)).isEqualTo(i + 1);
			}
		}
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
