package io.rpcparallel;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LedgerApplication;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.Sockets;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How many sockets master and worker have at each step.
 */
@LeavesNothingBehind
class FdIntegrationTests {

	private final Sockets before = Sockets.ofThisProcess();

	private final TestMaster master = TestMaster.start(LedgerApplication.class);

	private final WorkerTemplate workers = this.master.workers();

	private final WorkerType<Ledger, String> ledger = this.master.bean("ledger");

	private final StatelessRpcFunction<String, Sockets> sockets = this.master.bean("sockets");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void aSpawnedWorkerAndItsMaster() {
		assertMasterHas(0, 0);
		WorkerConnection<Ledger> worker = this.workers.spawn(this.ledger, "x");
		// It listens for workers; one connection each way
		assertMasterHas(1, 2);
		assertWorkerHas(worker, 1, 2);
		WorkerConnection<Ledger> second = this.workers.connect(worker.worker());
		assertMasterHas(1, 3);
		assertWorkerHas(worker, 1, 3);
		second.close();
		assertMasterHas(1, 2);
		assertWorkerHas(worker, 1, 2);
		this.workers.closeServer(worker.worker());
		assertWorkerHas(worker, 0, 2);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.connect(worker.worker()))
			.withMessageContaining("nobody answers at " + worker.worker().address());
		assertMasterHas(1, 2);
		this.workers.shutdown(worker.worker());
		assertMasterHas(1, 0);
		assertThat(worker.closed().block()).isEqualTo(CloseReason.CLOSED_THERE);
		this.master.close();
		assertMasterHas(0, 0);
	}

	@Test
	void aServedWorkerHasBothEndsInThisProcess() {
		Worker<Ledger> worker = this.workers.serve(this.ledger, "x");
		assertMasterHas(1, 0);
		WorkerConnection<Ledger> connection = this.workers.connect(worker);
		assertMasterHas(1, 2);
		this.workers.closeServer(worker);
		assertMasterHas(0, 2);
		connection.close();
		assertMasterHas(0, 0);
		this.workers.shutdown(worker);
	}

	private void assertMasterHas(int listening, int established) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(Sockets.ofThisProcess().minus(this.before))
				.isEqualTo(new Sockets(listening, established)));
	}

	private void assertWorkerHas(WorkerConnection<Ledger> worker, int listening, int established) {
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(worker.run(this.sockets, "")).isEqualTo(new Sockets(listening, established)));
	}

}
