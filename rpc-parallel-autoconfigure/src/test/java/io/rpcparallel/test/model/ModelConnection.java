package io.rpcparallel.test.model;

import java.util.concurrent.atomic.AtomicInteger;

import io.rpcparallel.WorkerConnection;

/**
 * A connection, and what it has to be like.
 */
final class ModelConnection {

	private final ModelWorker worker;

	private final WorkerConnection<AtomicInteger> calls;

	private final boolean owner;

	private boolean closed;

	/**
	 * Create a connection that is open.
	 * @param worker what it goes to
	 * @param calls the connection itself
	 * @param owner whether the worker ends with it
	 */
	ModelConnection(ModelWorker worker, WorkerConnection<AtomicInteger> calls, boolean owner) {
		this.worker = worker;
		this.calls = calls;
		this.owner = owner;
	}

	ModelWorker worker() {
		return this.worker;
	}

	WorkerConnection<AtomicInteger> calls() {
		return this.calls;
	}

	boolean isOwner() {
		return this.owner;
	}

	boolean isOpen() {
		return !this.closed && this.worker.isAlive();
	}

	void close() {
		this.closed = true;
	}

}
