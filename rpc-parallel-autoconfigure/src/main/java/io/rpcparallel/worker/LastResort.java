package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.rpcparallel.protocol.WorkerExitCode;

/**
 * Ends a process that has nobody left to end it, whatever its application does when it is
 * closed.
 */
final class LastResort {

	/**
	 * How often the grace fits into the time until the end by force: once for the
	 * application's own actions, and once for closing it.
	 */
	private static final int GRACES = 2;

	private static final Duration MARGIN = Duration.ofSeconds(1);

	private LastResort() {
	}

	static void haltAfter(Duration grace, WorkerExitCode code) {
		long deadline = System.nanoTime() + grace.multipliedBy(GRACES).plus(MARGIN).toNanos();
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
			ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
		}
		finally {
			Runtime.getRuntime().halt(code.code());
		}
	}

}
