package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams from several workers.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
class StreamWorkersIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int MANY = 10_000_000;

	private static final long MIB = 1024 * 1024;

	private static TestMaster master;

	private static List<WorkerConnection<Ledger>> workers;

	private final StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");

	private final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(KindsApplication.class);
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		workers = Flux.range(1, 2)
			.flatMap((i) -> master.workers().spawnAsync(type, i, SpawnOptions.defaults().withName("stream-" + i)))
			.collectList()
			.block(PATIENCE);
	}

	@AfterAll
	static void close() {
		workers.forEach(WorkerConnection::close);
		master.close();
	}

	@Test
	void streamsOfSeveralWorkersAreReadTogether() {
		long sum = Flux.fromIterable(workers)
			.flatMap((worker) -> worker.stream(this.numbers, 3000))
			.reduce(0L, Long::sum)
			.block(PATIENCE);
		assertThat(sum).isEqualTo(2L * 2999 * 1500);
	}

	@Test
	@Tag("B13")
	void aConsumerThatTakesTenOfMillionsKeepsBothHeapsFlatAndStopsTheProducer() {
		WorkerConnection<Ledger> worker = workers.get(0);
		StatelessRpcFunction<Void, Long> heap = master.bean("heap");
		long producedBefore = count(worker, "produced");
		long cancelledBefore = count(worker, "cancelled");
		long heapThere = worker.run(heap, null);
		long heapHere = usedHeap();
		List<Integer> received = new CopyOnWriteArrayList<>();
		BaseSubscriber<Integer> consumer = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(10);
			}

			@Override
			protected void hookOnNext(Integer element) {
				received.add(element);
			}

		};
		worker.stream(this.numbers, MANY).subscribe(consumer);
		Awaitility.await().atMost(PATIENCE).until(() -> received.size() == 10);
		long growthThere = worker.run(heap, null) - heapThere;
		long growthHere = usedHeap() - heapHere;
		Figures.print("B13", "heap of the producer %+d KB, of the consumer %+d KB", growthThere / 1024,
				growthHere / 1024);
		assertThat(growthThere).isLessThan(8 * MIB);
		assertThat(growthHere).isLessThan(8 * MIB);
		assertThat(count(worker, "produced") - producedBefore).isEqualTo(10);
		consumer.cancel();
		Awaitility.await().atMost(PATIENCE).until(() -> count(worker, "cancelled") == cancelledBefore + 1);
		assertThat(count(worker, "produced") - producedBefore).isEqualTo(10);
		assertThat(received).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void aStreamWhoseWorkerIsKilledEndsWithThatAndNotAsIfComplete() {
		WorkerConnection<Ledger> worker = workers.get(1);
		StreamFunction<Ledger, Duration, Long> ticks = master.bean("ticks");
		List<Long> received = new CopyOnWriteArrayList<>();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		AtomicBoolean complete = new AtomicBoolean();
		Disposable stream = worker.stream(ticks, Duration.ofMillis(5))
			.subscribe(received::add, failure::set, () -> complete.set(true));
		Awaitility.await().atMost(PATIENCE).until(() -> received.size() > 3);
		ProcessHandle.of(worker.worker().pid()).orElseThrow().destroyForcibly();
		Awaitility.await().atMost(PATIENCE).until(stream::isDisposed);
		assertThat(complete).isFalse();
		assertThat(failure.get()).isInstanceOf(WorkerLostException.class).hasMessageContaining("'ticks'");
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		workers = List.of(workers.get(0), master.workers().spawn(type, 2));
	}

	private long count(WorkerConnection<Ledger> worker, String name) {
		return worker.run(this.counts, null).getOrDefault(name, 0L);
	}

	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
