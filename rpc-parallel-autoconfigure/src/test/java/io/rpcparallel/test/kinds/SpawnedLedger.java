package io.rpcparallel.test.kinds;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.TestMaster;

/**
 * What tests have that run the functions of {@link KindsApplication} on a worker in a
 * process of its own, the same for all tests of a class.
 */
public abstract class SpawnedLedger {

	protected static TestMaster master;

	protected static WorkerConnection<Ledger> worker;

	@BeforeAll
	static void start() {
		master = TestMaster.start(KindsApplication.class);
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		worker = master.workers().spawn(type, 5);
	}

	@AfterAll
	static void end() {
		worker.close();
		master.close();
	}

}
