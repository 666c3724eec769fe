package io.rpcparallel.worker;

import java.util.concurrent.Semaphore;

/**
 * Lets as many things of a worker's functions run at once as it has places, in the order
 * they came. A worker with one place is serial.
 */
class CallGate {

	private final Semaphore places;

	CallGate(int places) {
		this.places = new Semaphore(places, true);
	}

	void enter() {
		this.places.acquireUninterruptibly();
	}

	void leave() {
		this.places.release();
	}

}
