package io.rpcparallel;

import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What master and worker talk over, and what is left of it.
 */
@LeavesNothingBehind
class SocketKindsIntegrationTests {

	@Test
	void theSocketOfAWorkerThatWasKilledIsRemovedAndTheFolderGoesWithTheMaster() {
		Path folder;
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			WorkerType<Counter, Integer> counter = master.bean("counter");
			WorkerConnection<Counter> worker = master.workers().spawn(counter, 5);
			Path socket = ((WorkerAddress.UnixSocket) worker.worker().address()).path();
			folder = socket.getParent();
			assertThat(socket).exists();
			ProcessHandle.of(worker.worker().pid()).ifPresent(ProcessHandle::destroyForcibly);
			Awaitility.await().untilAsserted(() -> assertThat(socket).doesNotExist());
			assertThat(folder).isDirectory();
		}
		assertThat(folder).doesNotExist();
	}

	@Test
	void tcpIsUsedWhereItIsAskedFor() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, "rpc-parallel.rpc.transport=tcp")) {
			WorkerType<Counter, Integer> counter = master.bean("counter");
			RpcFunction<Counter, Integer, Integer> add = master.bean("add");
			try (WorkerConnection<Counter> worker = master.workers().spawn(counter, 5)) {
				assertThat(worker.worker().address()).isInstanceOf(WorkerAddress.Tcp.class);
				assertThat(worker.run(add, 3)).isEqualTo(8);
			}
		}
	}

}
