package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.SpawnedLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A state that is watched while another connection changes it all the time.
 */
@LeavesNothingBehind(afterEach = false)
class StateWorkerIntegrationTests extends SpawnedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void noUpdateIsLostBetweenTheSnapshotAndTheUpdates() {
		StateFunction<Ledger, Void, Integer, Integer> watch = master.bean("watch");
		RpcFunction<Ledger, Integer, Integer> add = master.bean("add");
		RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");
		try (WorkerConnection<Ledger> changing = master.workers().connect(worker.worker())) {
			Disposable changes = Flux.range(0, Integer.MAX_VALUE)
				.flatMap((i) -> changing.submit(add, 1), 4)
				.subscribe();
			for (int round = 1; round <= 10; round++) {
				StateStream<Integer, Integer> state = worker.state(watch, null).block(PATIENCE);
				int before = worker.run(add, 0);
				List<Integer> received = new CopyOnWriteArrayList<>();
				// Later than the snapshot, and than changes after it
				Disposable updates = state.updates().subscribe(received::add);
				Awaitility.await().atMost(PATIENCE).until(() -> received.size() > 102);
				updates.dispose();
				// Adding nothing above has told the total once more, perhaps that of the
				// snapshot
				List<Integer> different = received.stream()
					.distinct()
					.filter((each) -> !each.equals(state.snapshot()))
					.limit(100)
					.toList();
				assertThat(different)
					.isEqualTo(IntStream.rangeClosed(state.snapshot() + 1, state.snapshot() + 100).boxed().toList());
				assertThat(before).isGreaterThanOrEqualTo(state.snapshot());
				long cancelled = round;
				Awaitility.await()
					.atMost(PATIENCE)
					.until(() -> worker.run(counts, null).getOrDefault("watch cancelled", 0L) == cancelled);
			}
			changes.dispose();
		}
	}

}
