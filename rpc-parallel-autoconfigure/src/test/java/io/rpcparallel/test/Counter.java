package io.rpcparallel.test;

/**
 * State of a test worker.
 */
public class Counter {

	private int total;

	Counter(int start) {
		this.total = start;
	}

	int add(int amount) {
		this.total += amount;
		return this.total;
	}

}
