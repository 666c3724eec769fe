package io.rpcparallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LedgerApplication;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.LedgerApplication.Page;
import io.rpcparallel.test.LedgerClient;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Connections between processes, and what ends them.
 */
@LeavesNothingBehind
class ConnectionsIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final TestMaster master = TestMaster.start(LedgerApplication.class);

	private final WorkerTemplate workers = this.master.workers();

	private final WorkerType<Ledger, String> ledger = this.master.bean("ledger");

	private final SessionType<Ledger, Page, String> page = this.master.bean("page");

	private final RpcFunction<Ledger, String, List<String>> note = this.master.bean("note");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void theSessionOfAClientThatIsKilledIsClosed(@TempDir Path folder) {
		Worker<Ledger> worker = this.workers.serve(this.ledger, "first");
		try (WorkerConnection<Ledger> connection = this.workers.connect(worker)) {
			try (MasterProcess third = MasterProcess.of(LedgerApplication.class).start(folder)) {
				third.tell(LedgerClient.write(worker));
				assertThat(third.awaitLine("WRITTEN ")).isEqualTo("[first, third: hello]");
				assertThat(connection.run(this.note, "")).containsExactly("first", "third: hello");
				// Ends it with SIGKILL
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(connection.run(this.note, "")).containsExactly("first", "third: hello",
						"third is closed"));
			assertThat(connection.isOpen()).isTrue();
		}
	}

	@Test
	void allConnectionsToAWorkerThatIsKilledAreLost() {
		StatelessRpcFunction<String, String> block = this.master.bean("block");
		WorkerConnection<Ledger> spawned = this.workers.spawn(this.ledger, "first");
		WorkerConnection<Ledger> plain = this.workers.connect(spawned.worker());
		WorkerSession<Ledger, Page> session = this.workers.connect(spawned.worker(), this.page, "one");
		List<WorkerCalls<?>> all = List.of(spawned, plain, session);
		List<CompletableFuture<CloseReason>> reasons = all.stream().map((each) -> each.closed().toFuture()).toList();
		List<CompletableFuture<String>> pending = List.of(spawned.submit(block, "").toFuture(),
				plain.submit(block, "").toFuture(), session.submit(block, "").toFuture());
		assertThat(reasons).noneMatch(CompletableFuture::isDone);
		ProcessHandle.of(spawned.worker().pid()).orElseThrow().destroyForcibly();
		assertThat(reasons)
			.allSatisfy((reason) -> assertThat(reason).succeedsWithin(TIMEOUT).isEqualTo(CloseReason.LOST));
		assertThat(pending).allSatisfy((call) -> assertThat(call).failsWithin(TIMEOUT)
			.withThrowableThat()
			.withCauseInstanceOf(WorkerLostException.class));
		assertThat(all).noneMatch(WorkerCalls::isOpen);
		assertThat(plain.closed().block(TIMEOUT)).isEqualTo(CloseReason.LOST);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.connect(spawned.worker()))
			.withMessageContaining("nobody answers at");
		spawned.close();
	}

}
