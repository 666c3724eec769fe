package io.rpcparallel;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many workers at once, and many one after the other.
 */
@LeavesNothingBehind
class ManyWorkersIntegrationTests {

	private static final int CYCLES = Integer.getInteger("rpc-parallel.test.cycles", 25);

	private static final int SPAWNS = Soak.choose(8, 64);

	private static final int WARM_UP_CYCLES = 5;

	private static final long MAX_HEAP_GROWTH = 8 * 1024 * 1024;

	@Test
	@Tag("E10")
	void manySpawnsAtOnceAllSucceedAndNoMoreAreUnderWayThanMayBe() {
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			WorkerType<Counter, Integer> type = master.bean("counter");
			RpcFunction<Counter, Integer, Integer> add = master.bean("add");
			WorkerTable table = master.context().getBean(WorkerTable.class);
			AtomicLong most = new AtomicLong();
			Disposable watch = Flux.interval(Duration.ofMillis(20))
				.subscribe((tick) -> most.accumulateAndGet(starting(table), Math::max));
			List<Integer> sums = Flux.range(0, SPAWNS)
				.flatMap((i) -> master.workers()
					.spawnAsync(type, i, SpawnOptions.defaults().withSpawnTimeout(Duration.ofMinutes(5)))
					.flatMap((worker) -> worker.submit(add, 100)), SPAWNS)
				.collectSortedList()
				.block(Duration.ofMinutes(10));
			watch.dispose();
			assertThat(sums).isEqualTo(IntStream.range(100, 100 + SPAWNS).boxed().toList());
			assertThat(most.get()).isBetween(1L, (long) Runtime.getRuntime().availableProcessors());
			Figures.print("E10", "%d of %d spawns at once, at most %d of them starting", sums.size(), SPAWNS,
					most.get());
		}
	}

	private static long starting(WorkerTable table) {
		return table.workers().stream().filter((worker) -> worker.state() == WorkerState.STARTING).count();
	}

	@Test
	void spawnsThatAreCancelledLeaveNothing() {
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			Mono<WorkerConnection<Object>> spawn = master.workers().spawnAsync(SpawnOptions.defaults());
			assertThat(Flux.merge(spawn, spawn, spawn).take(Duration.ofMillis(700)).collectList().block()).isEmpty();
		}
	}

	@Test
	@Tag("E12")
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
			long growth = usedHeap() - heap;
			Figures.print("E12", "%d cycles: file descriptors %+d, threads %+d, heap %+d KB", CYCLES - WARM_UP_CYCLES,
					Leftovers.fileDescriptors() - descriptors,
					ManagementFactory.getThreadMXBean().getThreadCount() - threads, growth / 1024);
			assertThat(growth).as("growth of the heap in bytes").isLessThan(MAX_HEAP_GROWTH);
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
