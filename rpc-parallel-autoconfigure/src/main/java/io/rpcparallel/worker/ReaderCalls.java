package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.transport.LinkReader;

/**
 * Runs calls of a serial worker on the threads that have read them. Such a call answers
 * without a change of threads, which costs more than the rest of it. What is lost is that
 * calls are read while others run, so only calls that are expected to be brief come here.
 */
class ReaderCalls {

	private static final String READER_NAME = "rpc-parallel-link-";

	private final String name;

	private final @Nullable ClassLoader classLoader;

	private final CallGate gate;

	private final GatedExecutor others;

	private @Nullable Thread runner;

	private boolean ended;

	/**
	 * Create a place where calls are run.
	 * @param workerName whose calls they are
	 * @param classLoader what they load classes with
	 * @param gate what a call has to pass
	 * @param others what runs all other calls
	 */
	ReaderCalls(String workerName, @Nullable ClassLoader classLoader, CallGate gate, GatedExecutor others) {
		this.name = "rpc-parallel-%s-link-".formatted(workerName);
		this.classLoader = classLoader;
		this.gate = gate;
		this.others = others;
	}

	/**
	 * Run a call on the current thread if that has read it, and if it is its turn.
	 * @param call the call
	 * @return whether it was run
	 */
	boolean tryRun(Runnable call) {
		LinkReader reader = LinkReader.current();
		if (reader == null || !this.others.isIdle() || !this.gate.tryEnter()) {
			return false;
		}
		try {
			// Only now, since from then on another thread may read what comes after it
			return reader.lend() && runLent(reader, call);
		}
		finally {
			this.gate.leave();
		}
	}

	private boolean runLent(LinkReader reader, Runnable call) {
		try {
			if (!begin(Thread.currentThread())) {
				return false;
			}
			try {
				call.run();
				return true;
			}
			finally {
				end();
			}
		}
		finally {
			reader.giveBack();
		}
	}

	private synchronized boolean begin(Thread thread) {
		// May be left from a call before this one
		Thread.interrupted();
		if (this.ended) {
			return false;
		}
		adopt(thread);
		this.runner = thread;
		return true;
	}

	private void adopt(Thread thread) {
		String before = thread.getName();
		if (before.startsWith(READER_NAME)) {
			thread.setName(this.name + before.substring(READER_NAME.length()));
		}
		if (thread.getContextClassLoader() != this.classLoader) {
			thread.setContextClassLoader(this.classLoader);
		}
	}

	private synchronized void end() {
		this.runner = null;
		notifyAll();
	}

	/**
	 * Run no more, and interrupt what runs.
	 */
	synchronized void interrupt() {
		this.ended = true;
		if (this.runner != null) {
			this.runner.interrupt();
		}
	}

	/**
	 * Wait for what runs, unless that is what waits.
	 * @param wait how long to wait
	 * @throws InterruptedException if this thread is interrupted
	 */
	synchronized void awaitEnd(Duration wait) throws InterruptedException {
		long deadline = System.nanoTime() + wait.toNanos();
		long rest = wait.toNanos();
		while (this.runner != null && this.runner != Thread.currentThread() && rest > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, rest);
			rest = deadline - System.nanoTime();
		}
	}

}
