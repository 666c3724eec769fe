package io.rpcparallel.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets as many things of a worker's functions run at once as it has places, in the order
 * they came. A worker with one place is serial.
 */
class CallGate {

	private static final BooleanSupplier NEVER = () -> false;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Deque<Ticket> waiting = new ArrayDeque<>();

	private int free;

	private volatile boolean awaited;

	CallGate(int places) {
		this.free = places;
	}

	void enter() {
		enterUnless(NEVER);
	}

	/**
	 * Take a place if there is one.
	 * @return whether there is a place to leave again
	 */
	boolean tryEnter() {
		this.lock.lock();
		try {
			if (this.free <= 0 || !this.waiting.isEmpty()) {
				return false;
			}
			this.free--;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for a place, or until none is needed.
	 * @param needless tells that no place is needed; asked again at each change
	 * @return whether there is a place to leave again
	 */
	boolean enterUnless(BooleanSupplier needless) {
		this.lock.lock();
		try {
			if (this.free > 0 && this.waiting.isEmpty() && !needless.getAsBoolean()) {
				this.free--;
				return true;
			}
			Ticket ticket = new Ticket(needless, this.lock.newCondition());
			this.waiting.addLast(ticket);
			this.awaited = true;
			letIn();
			while (!ticket.passed) {
				ticket.called.awaitUninterruptibly();
			}
			return ticket.hasPlace;
		}
		finally {
			this.lock.unlock();
		}
	}

	// Only those who may go on are woken: there may be many others
	private void letIn() {
		Iterator<Ticket> tickets = this.waiting.iterator();
		boolean first = true;
		while (tickets.hasNext()) {
			Ticket ticket = tickets.next();
			boolean needless = ticket.needless.getAsBoolean();
			if (needless || (first && this.free > 0)) {
				this.free -= needless ? 0 : 1;
				ticket.hasPlace = !needless;
				ticket.passed = true;
				ticket.called.signal();
				tickets.remove();
			}
			else {
				first = false;
			}
		}
		this.awaited = !this.waiting.isEmpty();
	}

	/**
	 * Return whether somebody waits.
	 * @return whether a place would be taken at once
	 */
	boolean isAwaited() {
		return this.awaited;
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
			if (!this.waiting.isEmpty()) {
				letIn();
			}
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

	/**
	 * Somebody who waits. All of it belongs to who has the lock.
	 */
	private static final class Ticket {

		private final BooleanSupplier needless;

		private final Condition called;

		private boolean passed;

		private boolean hasPlace;

		Ticket(BooleanSupplier needless, Condition called) {
			this.needless = needless;
			this.called = called;
		}

	}

}
