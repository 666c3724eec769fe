package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.SpawnedLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams that their consumer has enough of.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
class AbortDirectPipeIntegrationTests extends SpawnedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	// Five times the 200 ms in which a producer has to know
	private static final Duration SOON = Duration.ofSeconds(1);

	private static final int TIMES = 5;

	private final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	@Test
	@Tag("B16")
	void aProducerKnowsSoonThatItsStreamIsNotWanted() {
		StreamFunction<Ledger, Duration, Long> ticks = master.bean("ticks");
		Figures times = Figures.of("B16", "the producer knows after");
		long before = count("ticks cancelled");
		for (int i = 1; i <= TIMES; i++) {
			List<Long> received = new CopyOnWriteArrayList<>();
			Disposable stream = worker.stream(ticks, Duration.ofMillis(10)).subscribe(received::add);
			Awaitility.await().atMost(PATIENCE).until(() -> received.size() > 2);
			long expected = before + i;
			long start = System.nanoTime();
			stream.dispose();
			Awaitility.await()
				.atMost(SOON)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> count("ticks cancelled") == expected);
			times.add(Figures.since(start));
		}
		times.print(TIMES);
	}

	@Test
	void aProducerThatBlocksTheWorkerIsInterruptedSoon() {
		StreamFunction<Ledger, String, String> stuck = master.bean("stuck");
		List<String> received = new CopyOnWriteArrayList<>();
		Disposable stream = worker.stream(stuck, "first").subscribe(received::add);
		Awaitility.await().atMost(PATIENCE).until(() -> !received.isEmpty());
		long start = System.nanoTime();
		stream.dispose();
		assertThat(count("stuck interrupted")).isEqualTo(count("stuck"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
	}

	private long count(String name) {
		return worker.run(this.counts, null).getOrDefault(name, 0L);
	}

}
