package io.rpcparallel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that are cancelled at random leave nothing behind and harm no others.
 */
@LeavesNothingBehind
class CancelStormTests {

	private static final int CALLS = 10_000;

	private static final int LATELY = 10;

	@Test
	@Tag("B17")
	void cancelledCallsAreForgottenAndTheOthersAnswered() {
		Random random = new Random(7);
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			StatelessRpcFunction<String, String> echo = master.bean("echo");
			WorkerTable table = master.context().getBean(WorkerTable.class);
			try (WorkerConnection<Object> connection = master.workers().connect(master.workers().serve())) {
				List<CompletableFuture<String>> calls = new ArrayList<>();
				for (int i = 0; i < CALLS; i++) {
					calls.add(connection.submit(echo, "call " + i).toFuture());
					if (random.nextBoolean()) {
						// The last one, or one that may be anywhere on its way by now
						calls.get(i - random.nextInt(Math.min(i + 1, LATELY))).cancel(true);
					}
				}
				List<CompletableFuture<String>> kept = calls.stream().filter((call) -> !call.isCancelled()).toList();
				assertThat(kept).hasSizeBetween(CALLS / 3, CALLS - CALLS / 100)
					.allSatisfy((call) -> assertThat(call).succeedsWithin(Duration.ofSeconds(60)));
				Awaitility.await()
					.untilAsserted(() -> assertThat(table.workers()).allMatch((worker) -> worker.inFlight() == 0));
				assertThat(connection.run(echo, "alive")).isEqualTo("alive");
				Figures.print("B17", "0 calls left of %d, of which %d were cancelled", CALLS, CALLS - kept.size());
			}
		}
	}

}
