package io.rpcparallel;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Calls that take too long, or are given up, on one serial worker.
 */
@LeavesNothingBehind(afterEach = false)
class TimeoutsIntegrationTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static TestMaster master;

	private static WorkerConnection<Ledger> worker;

	private final RpcFunction<Ledger, String, String> block = master.bean("block");

	private final AsyncRpcFunction<Ledger, String, String> never = master.bean("never");

	private final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	private final RpcFunction<Ledger, Integer, Integer> add = master.bean("add");

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(KindsApplication.class);
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		worker = master.workers().spawn(type, 5, SpawnOptions.defaults().withName("timed"));
	}

	@AfterAll
	static void close() {
		worker.close();
		master.close();
	}

	@Test
	void aResultInTimeIsTheResult() {
		assertThat(worker.run(this.add, 0, LONG)).isEqualTo(5);
	}

	@Test
	void aBlockingFunctionIsInterruptedWhenItsTimeIsUp() {
		assertThatExceptionOfType(WorkerTimeoutException.class).isThrownBy(() -> worker.run(this.block, "late", SHORT))
			.withMessageContaining("'block'")
			.withMessageContaining("'timed'");
		// The only thread for calls is free again
		assertThat(worker.run(this.add, 0, LONG)).isEqualTo(5);
		assertCounted("late interrupted");
	}

	@Test
	void aReactiveFunctionIsDisposedWhenItsTimeIsUp() {
		assertThatExceptionOfType(WorkerTimeoutException.class).isThrownBy(() -> worker.run(this.never, "slow", SHORT))
			.withMessageContaining("'never'");
		assertThat(worker.run(this.add, 0, LONG)).isEqualTo(5);
		assertCounted("slow disposed");
	}

	@Test
	void disposingASubmitReachesTheWorker() {
		Disposable blocking = worker.submit(this.block, "unwanted").subscribe();
		Disposable queued = worker.submit(this.block, "queued").subscribe();
		queued.dispose();
		blocking.dispose();
		assertThat(worker.run(this.add, 0, LONG)).isEqualTo(5);
		Map<String, Long> counted = worker.run(this.counts, null, LONG);
		assertThat(counted.get("unwanted interrupted")).isEqualTo(counted.get("unwanted began"));
		assertThat(counted).doesNotContainKey("queued began");
	}

	@Test
	void timeThatACallWaitsForOthersCounts() {
		Disposable blocking = worker.submit(this.block, "in the way").subscribe();
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> worker.run(this.block, "behind", SHORT));
		blocking.dispose();
		assertThat(worker.run(this.counts, null, LONG)).doesNotContainKey("behind began");
	}

	@Test
	void aTimeoutOfZeroOrLessIsNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> worker.run(this.add, 1, Duration.ZERO))
			.withMessage("'timeout' must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> worker.submit(this.add, 1, Duration.ofMillis(-1)));
	}

	private void assertCounted(String name) {
		Awaitility.await()
			.atMost(LONG)
			.untilAsserted(() -> assertThat(worker.run(this.counts, null)).containsEntry(name, 1L));
	}

}
