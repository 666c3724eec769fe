package io.rpcparallel.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.protocol.OverdueCallException;

/**
 * Counts what a worker is told.
 */
class CountedEvents implements WorkerEvents {

	final AtomicInteger shutdownRequested = new AtomicInteger();

	final AtomicInteger initializerGone = new AtomicInteger();

	final List<Throwable> failures = new CopyOnWriteArrayList<>();

	final List<OverdueCallException> overdue = new CopyOnWriteArrayList<>();

	@Override
	public void failed(String where, Throwable failure) {
		this.failures.add(failure);
	}

	@Override
	public void overdue(OverdueCallException failure) {
		this.overdue.add(failure);
	}

	@Override
	public void shutdownRequested() {
		this.shutdownRequested.incrementAndGet();
	}

	@Override
	public void initializerGone(WorkerLifetime lifetime) {
		this.initializerGone.incrementAndGet();
	}

}
