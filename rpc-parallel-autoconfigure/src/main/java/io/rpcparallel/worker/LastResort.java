package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.process.Descendants;
import io.rpcparallel.protocol.WorkerExitCode;

/**
 * Ends a process that has nobody left to end it, whatever its application does when it is
 * closed.
 */
final class LastResort {

	private static final Log logger = LogFactory.getLog(LastResort.class);

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
		try {
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			// It is to end in good order all the same, and say why
			logger.warn("There is no thread to end this process by force, should it not end by itself", ex);
		}
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
