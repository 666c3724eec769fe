package io.rpcparallel.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.process.Descendants;
import io.rpcparallel.protocol.WorkerExitCode;

/**
 * Ends a worker whose master is gone, whatever the worker is doing: first in good order,
 * then by force, its own child processes included. It learns of the master's end from its
 * standard input, which the master holds open, and from the process table.
 */
class MasterGuard {

	private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

	private static final Duration STEP = Duration.ofMillis(20);

	private final Supplier<Optional<ProcessHandle>> parent;

	private final Runnable prepare;

	private final Runnable halt;

	private final Optional<ProcessHandle> master;

	private final CountDownLatch masterGone = new CountDownLatch(1);

	private final AtomicReference<@Nullable ParkedWorker> worker = new AtomicReference<>();

	MasterGuard() {
		this(() -> ProcessHandle.current().parent(), new Descendants());
	}

	private MasterGuard(Supplier<Optional<ProcessHandle>> parent, Descendants descendants) {
		this(parent, descendants::find, () -> {
			try {
				descendants.kill();
			}
			finally {
				Runtime.getRuntime().halt(WorkerExitCode.ORPHANED.code());
			}
		});
	}

	/**
	 * Create a guard.
	 * @param parent tells which process is the parent of this one, which is the master at
	 * first
	 * @param prepare prepares the end by force while there is time
	 * @param halt ends this process and what it has started by force
	 */
	MasterGuard(Supplier<Optional<ProcessHandle>> parent, Runnable prepare, Runnable halt) {
		this.parent = parent;
		this.prepare = prepare;
		this.halt = halt;
		this.master = parent.get();
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
				gone = this.masterGone.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS) || isMasterGone();
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
		long start = System.nanoTime();
		try {
			if (parked != null) {
				// It may take its time
				start("end", () -> parked.end(WorkerExitCode.ORPHANED));
			}
			this.prepare.run();
			// A master that closes its workers is there until they have ended
			while (parked != null && System.nanoTime() - start < parked.orphanTime(isMasterGone()).toNanos()) {
				LockSupport.parkNanos(STEP.toNanos());
			}
		}
		finally {
			this.halt.run();
		}
	}

	// Also by its start time, as the number may be another's by now
	private boolean isMasterGone() {
		return !this.master.equals(this.parent.get());
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, "rpc-parallel-guard-" + name);
		thread.setDaemon(true);
		thread.setPriority(Thread.MAX_PRIORITY);
		thread.start();
	}

}
