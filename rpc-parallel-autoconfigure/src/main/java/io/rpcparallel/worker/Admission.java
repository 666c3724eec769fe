package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a worker has to do, and lets nothing in any more once the worker is to end.
 */
final class Admission {

	private final AtomicInteger inFlight = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * Let something in, unless the worker is to end.
	 * @return whether it is to be done, and to leave after that
	 */
	boolean enter() {
		// Counted first: who closes this and finds nothing knows that nothing follows
		this.inFlight.incrementAndGet();
		if (this.closed) {
			this.inFlight.decrementAndGet();
			return false;
		}
		return true;
	}

	void leave() {
		this.inFlight.decrementAndGet();
	}

	/**
	 * Let nothing in from now on.
	 */
	void close() {
		this.closed = true;
	}

	int inFlight() {
		return this.inFlight.get();
	}

}
