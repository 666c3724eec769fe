package io.rpcparallel.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.WorkerExitCode;

/**
 * Ends a worker whose master is gone, whatever the worker is doing: first in good order,
 * then by force, its own child processes included. It learns of the master's end from its
 * standard input, which the master holds open, and from the process table.
 */
class MasterGuard {

	private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

	private final Duration grace;

	private final Optional<ProcessHandle> master = ProcessHandle.current().parent();

	private final CountDownLatch masterGone = new CountDownLatch(1);

	private final AtomicReference<@Nullable ParkedWorker> worker = new AtomicReference<>();

	MasterGuard(Duration grace) {
		this.grace = grace;
	}

	void watch(InputStream standardInput) {
		start("stdin", () -> awaitEnd(standardInput));
		start("master", this::awaitOrphaned);
	}

	/**
	 * From now on there is a worker that can end in good order.
	 * @param worker the worker
	 */
	void parked(ParkedWorker worker) {
		this.worker.set(worker);
		if (this.masterGone.getCount() == 0 && !worker.outlivesMaster()) {
			worker.end(WorkerExitCode.ORPHANED);
		}
	}

	private void awaitEnd(InputStream standardInput) {
		try {
			while (standardInput.read() >= 0) {
				// Nothing more is said here: it is the end that is waited for
				continue;
			}
		}
		catch (IOException ex) {
			System.err.println("rpc-parallel: standard input can't be read (" + ex + "), taken for the master's end");
		}
		this.masterGone.countDown();
	}

	private void awaitOrphaned() {
		try {
			boolean gone = false;
			while (!gone) {
				gone = this.masterGone.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
						|| !this.master.equals(ProcessHandle.current().parent());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		endWorker();
	}

	private void endWorker() {
		this.masterGone.countDown();
		ParkedWorker parked = this.worker.get();
		if (parked != null && parked.outlivesMaster()) {
			return;
		}
		if (parked != null) {
			parked.end(WorkerExitCode.ORPHANED);
			try {
				new CountDownLatch(1).await(this.grace.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		endDescendants();
		Runtime.getRuntime().halt(WorkerExitCode.ORPHANED.code());
	}

	static void endDescendants() {
		ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, "rpc-parallel-guard-" + name);
		thread.setDaemon(true);
		thread.setPriority(Thread.MAX_PRIORITY);
		thread.start();
	}

}
