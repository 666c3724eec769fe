package io.rpcparallel.worker;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * The state of a connection, and how many calls use it. It is closed once, when its
 * connection has ended and the last call has left it.
 */
class Session {

	private final String what;

	private final Object state;

	private final Consumer<Session> onClose;

	private int calls;

	private boolean ended;

	private boolean closed;

	Session(String what, Object state, Consumer<Session> onClose) {
		this.what = what;
		this.state = state;
		this.onClose = onClose;
	}

	Object state() {
		return this.state;
	}

	/**
	 * A call begins to use the state.
	 * @throws CancellationException if the connection has ended
	 */
	synchronized void enter() {
		if (this.ended) {
			throw new CancellationException("The connection of the call has ended");
		}
		this.calls++;
	}

	void leave() {
		synchronized (this) {
			this.calls--;
		}
		closeIfUnused();
	}

	/**
	 * The connection has ended: close the state after the calls that use it.
	 */
	void end() {
		synchronized (this) {
			this.ended = true;
		}
		closeIfUnused();
	}

	private void closeIfUnused() {
		synchronized (this) {
			if (!this.ended || this.calls > 0) {
				return;
			}
		}
		close();
	}

	/**
	 * Close the state, whoever uses it.
	 */
	void close() {
		synchronized (this) {
			this.ended = true;
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		WorkerInstance.close(this.state, this.what);
		this.onClose.accept(this);
	}

}
