package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.rpcparallel.process.Descendants;
import io.rpcparallel.protocol.WorkerExitCode;

/**
 * Ends a process that has nobody left to end it, whatever its application does when it is
 * closed.
 */
final class LastResort {

	private LastResort() {
	}

	static void haltAfter(Duration limit, WorkerExitCode code) {
		long deadline = System.nanoTime() + limit.toNanos();
		Thread thread = new Thread(() -> {
			while (System.nanoTime() < deadline) {
				LockSupport.parkNanos(deadline - System.nanoTime());
			}
			halt(code);
		}, "rpc-parallel-last-resort");
		thread.setDaemon(true);
		thread.start();
	}

	static void halt(WorkerExitCode code) {
		try {
			Descendants descendants = new Descendants();
			descendants.find();
			descendants.kill();
		}
		finally {
			Runtime.getRuntime().halt(code.code());
		}
	}

}
