package io.rpcparallel.worker;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The time in which a function that takes a stream has not returned. It holds its place
 * at the gate then and may wait for the stream's elements, so these come without a place
 * of their own; afterwards they come through the gate like calls.
 */
class CallBody {

	private final CallGate gate;

	private final ReentrantLock delivery = new ReentrantLock();

	private boolean returned;

	CallBody(CallGate gate) {
		this.gate = gate;
	}

	/**
	 * Hand over an element, by turns with everything else of the worker.
	 * @param handing what hands it over
	 */
	void deliver(Runnable handing) {
		if (!deliveredWhileRunning(handing)) {
			this.gate.enter();
			try {
				handing.run();
			}
			finally {
				this.gate.leave();
			}
		}
	}

	private boolean deliveredWhileRunning(Runnable handing) {
		this.delivery.lock();
		try {
			if (this.returned) {
				return false;
			}
			handing.run();
			return true;
		}
		finally {
			this.delivery.unlock();
		}
	}

	/**
	 * The function has returned. Waits for the end of a delivery, since the next call may
	 * start after this.
	 */
	void returned() {
		this.delivery.lock();
		try {
			this.returned = true;
		}
		finally {
			this.delivery.unlock();
		}
	}

}
