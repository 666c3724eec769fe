package io.rpcparallel.logging;

/**
 * Takes from a logging system what is logged. Is attached again when the logging system
 * has been configured anew.
 */
abstract class LogCapture {

	private boolean closed;

	/**
	 * Attach to the logging system, unless this is closed. Does nothing if it is attached
	 * already.
	 */
	final synchronized void attach() {
		if (!this.closed) {
			attachToRoot();
		}
	}

	/**
	 * Detach from the logging system for good.
	 */
	final synchronized void close() {
		this.closed = true;
		detach();
	}

	final synchronized boolean isClosed() {
		return this.closed;
	}

	protected abstract void attachToRoot();

	protected abstract void detach();

}
