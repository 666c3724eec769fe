package io.rpcparallel.worker;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Threads that pass the gate with each task.
 */
final class GatedExecutor extends ThreadPoolExecutor {

	private final CallGate gate;

	private final AtomicInteger unfinished = new AtomicInteger();

	GatedExecutor(int size, CallGate gate, ThreadFactory threads) {
		super(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
		this.gate = gate;
	}

	/**
	 * Return whether all that it was given has been executed or taken back.
	 * @return whether nothing waits or runs
	 */
	boolean isIdle() {
		return this.unfinished.get() == 0;
	}

	@Override
	public void execute(Runnable task) {
		this.unfinished.incrementAndGet();
		try {
			super.execute(task);
		}
		catch (RejectedExecutionException ex) {
			this.unfinished.decrementAndGet();
			throw ex;
		}
	}

	@Override
	public boolean remove(Runnable task) {
		boolean removed = super.remove(task);
		if (removed) {
			this.unfinished.decrementAndGet();
		}
		return removed;
	}

	@Override
	protected void beforeExecute(Thread thread, Runnable task) {
		this.gate.enter();
	}

	@Override
	protected void afterExecute(Runnable task, @Nullable Throwable failure) {
		this.gate.leave();
		this.unfinished.decrementAndGet();
	}

}
