package io.rpcparallel.demo.census;

/**
 * How much code there is somewhere.
 *
 * @param classes the number of class files
 * @param methods the number of methods in them
 * @param bytes the length of the bytecode of the methods
 */
record Count(long classes, long methods, long bytes) {

	static final Count NONE = new Count(0, 0, 0);

	static Count of(ClassFile file) {
		return new Count(1, file.methods(), file.bytes());
	}

	Count plus(Count other) {
		return new Count(this.classes + other.classes, this.methods + other.methods, this.bytes + other.bytes);
	}

}
