package io.rpcparallel.demo.census;

import org.jspecify.annotations.Nullable;

/**
 * What the census wants to know of one class file.
 *
 * @param name the name of the class, such as {@code java.util.Map$Entry}
 * @param majorVersion the version of the class file format
 * @param methods the number of methods, constructors and static initialisers among them
 * @param bytes the length of the bytecode of all methods
 * @param largest the method with most bytecode, or {@code null} if none has any
 */
record ClassFile(String name, int majorVersion, int methods, long bytes, @Nullable MethodSize largest) {

	String packageName() {
		int dot = this.name.lastIndexOf('.');
		return (dot < 0) ? "" : this.name.substring(0, dot);
	}

}
