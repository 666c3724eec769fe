package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a worker is told.
 */
class CountedEvents implements WorkerEvents {

	final AtomicInteger shutdownRequested = new AtomicInteger();

	final AtomicInteger initializerGone = new AtomicInteger();

	@Override
	public void shutdownRequested() {
		this.shutdownRequested.incrementAndGet();
	}

	@Override
	public void initializerGone() {
		this.initializerGone.incrementAndGet();
	}

}
