package io.rpcparallel.demo.census;

/**
 * What one worker has counted.
 *
 * @param worker the name of the worker
 * @param sources the number of jars and other sources
 * @param classes the number of class files in them
 * @param bytes the length of the bytecode in them
 */
record Share(String worker, int sources, long classes, long bytes) {

	static Share none(String worker) {
		return new Share(worker, 0, 0, 0);
	}

	Share plus(Count count) {
		return new Share(this.worker, this.sources + 1, this.classes + count.classes(), this.bytes + count.bytes());
	}

}
