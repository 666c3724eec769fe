package io.rpcparallel.launch;

import java.util.Locale;

/**
 * The two streams a worker writes.
 */
enum OutputStreamName {

	STDOUT, STDERR;

	/**
	 * Return what stands in front of a worker's line.
	 * @param workerName the name of the worker
	 * @return the prefix
	 */
	String prefix(String workerName) {
		return "[worker " + workerName + " " + this + "] ";
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
