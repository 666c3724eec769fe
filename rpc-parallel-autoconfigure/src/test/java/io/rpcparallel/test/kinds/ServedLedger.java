package io.rpcparallel.test.kinds;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.TestMaster;

/**
 * What tests have that run the functions of {@link KindsApplication} on a worker which is
 * served in this process, a new one for each test.
 */
public abstract class ServedLedger {

	protected static TestMaster master;

	protected final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	protected final RpcFunction<Ledger, Integer, Integer> add = master.bean("add");

	protected WorkerConnection<Ledger> ledger;

	@BeforeAll
	static void start() {
		master = TestMaster.start(KindsApplication.class, "rpc-parallel.rpc.max-message-size=1MB");
	}

	@AfterAll
	static void end() {
		master.close();
	}

	@BeforeEach
	void serve() {
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		this.ledger = master.workers().connect(master.workers().serve(type, 5));
	}

	@AfterEach
	void shutdown() {
		this.ledger.close();
		master.workers().shutdown(this.ledger.worker());
	}

	protected final long count(String name) {
		return this.ledger.run(this.counts, null).getOrDefault(name, 0L);
	}

}
