package io.rpcparallel;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LedgerApplication;
import io.rpcparallel.test.LedgerApplication.Addition;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.LedgerApplication.Page;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the smaller tests of {@code rpc_parallel} show; each method has the name of its
 * original.
 */
@LeavesNothingBehind(afterEach = false)
class OriginalsIntegrationTests {

	private static TestMaster master;

	private static WorkerConnection<Ledger> worker;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(LedgerApplication.class);
		WorkerType<Ledger, String> type = master.bean("ledger");
		worker = master.workers()
			.spawn(type, "first", SpawnOptions.defaults().withEnvironment("LEDGER_TEST", "set for this worker"));
	}

	@AfterAll
	static void close() {
		worker.close();
		master.close();
	}

	@Test
	void addNumbers() {
		StatelessRpcFunction<Addition, Long> addNumbers = master.bean("addNumbers");
		assertThat(worker.run(addNumbers, new Addition(3, -5))).isEqualTo(-2);
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> worker.run(addNumbers, new Addition(Long.MAX_VALUE, 1)))
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(ArithmeticException.class.getName()));
	}

	@Test
	void sumWorker() {
		StatelessRpcFunction<Integer, Long> sum = master.bean("sum");
		assertThat(worker.run(sum, 100_000)).isEqualTo(5_000_050_000L);
	}

	@Test
	void productWorker() {
		StatelessRpcFunction<List<Long>, Long> product = master.bean("product");
		assertThat(worker.run(product, List.of(2L, 3L, 7L))).isEqualTo(42);
		assertThat(worker.run(product, List.of())).isEqualTo(1);
	}

	@Test
	void envTest() {
		StatelessRpcFunction<String, String> env = master.bean("env");
		assertThat(worker.run(env, "LEDGER_TEST")).isEqualTo("set for this worker");
		assertThat(System.getenv("LEDGER_TEST")).isNull();
		assertThat(worker.run(env, "PATH")).isEqualTo(System.getenv("PATH"));
	}

	@Test
	void raiseOnConnectionStateInit() {
		SessionType<Ledger, Page, String> page = master.bean("page");
		StatelessRpcFunction<Integer, Long> sum = master.bean("sum");
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> master.workers().connect(worker.worker(), page, ""))
			.withMessageContaining("a page needs a name")
			.satisfies((ex) -> {
				assertThat(ex.getRemoteType()).isEqualTo(IllegalArgumentException.class.getName());
				assertThat(ex.getRemote().getStackTrace())
					.anyMatch((frame) -> frame.getClassName().startsWith(LedgerApplication.class.getName()));
			});
		assertThat(worker.isOpen()).isTrue();
		assertThat(worker.run(sum, 2)).isEqualTo(3);
	}

	@Test
	void alternativeInit(@TempDir Path folder) {
		try (MasterProcess other = MasterProcess.of(LedgerApplication.class).start(folder)) {
			other.tell("spawn");
			assertThat(other.awaitLine("SPAWNED ")).startsWith("5050 ");
			other.end();
			assertThat(other.awaitExit()).isZero();
		}
	}

}
