package io.rpcparallel.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets as many things of a worker's functions run at once as it has places, in the order
 * they came. A worker with one place is serial.
 */
class CallGate {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Deque<Object> waiting = new ArrayDeque<>();

	private int free;

	CallGate(int places) {
		this.free = places;
	}

	void enter() {
		enterUnless(() -> false);
	}

	/**
	 * Wait for a place, or until none is needed.
	 * @param needless tells that no place is needed; asked again at each change
	 * @return whether there is a place to leave again
	 */
	boolean enterUnless(BooleanSupplier needless) {
		Object ticket = new Object();
		this.lock.lock();
		try {
			this.waiting.addLast(ticket);
			boolean left = needless.getAsBoolean();
			while (!left && (this.free == 0 || this.waiting.peekFirst() != ticket)) {
				this.changed.awaitUninterruptibly();
				left = needless.getAsBoolean();
			}
			this.waiting.remove(ticket);
			this.free -= (left) ? 0 : 1;
			// The next in the line may have a place too
			this.changed.signalAll();
			return !left;
		}
		finally {
			this.lock.unlock();
		}
	}

	void leave() {
		change(() -> this.free++);
	}

	/**
	 * Let everybody through from now on, since the worker ends and nobody is to wait for
	 * it.
	 */
	void open() {
		change(() -> this.free = Integer.MAX_VALUE / 2);
	}

	/**
	 * Change what those who wait look at.
	 * @param change the change
	 */
	void change(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for such a change.
	 * @param condition what to wait for
	 */
	void await(BooleanSupplier condition) {
		this.lock.lock();
		try {
			while (!condition.getAsBoolean()) {
				this.changed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
