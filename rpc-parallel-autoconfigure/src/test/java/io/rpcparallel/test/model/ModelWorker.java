package io.rpcparallel.test.model;

import java.util.concurrent.atomic.AtomicInteger;

import io.rpcparallel.Worker;

/**
 * A worker, and what it has to be like.
 */
final class ModelWorker {

	private final Worker<AtomicInteger> handle;

	private final boolean process;

	private int sum;

	private boolean alive = true;

	private boolean lettingIn = true;

	ModelWorker(Worker<AtomicInteger> handle, int sum, boolean process) {
		this.handle = handle;
		this.sum = sum;
		this.process = process;
	}

	Worker<AtomicInteger> handle() {
		return this.handle;
	}

	boolean isProcess() {
		return this.process;
	}

	int add(int number) {
		this.sum += number;
		return this.sum;
	}

	boolean isAlive() {
		return this.alive;
	}

	boolean isLettingIn() {
		return this.alive && this.lettingIn;
	}

	void closeServer() {
		this.lettingIn = false;
	}

	void end() {
		this.alive = false;
	}

}
