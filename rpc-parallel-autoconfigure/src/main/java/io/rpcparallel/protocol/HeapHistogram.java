package io.rpcparallel.protocol;

import java.util.List;

/**
 * Which objects take the room in a worker's heap, those included that nothing refers to
 * any more.
 *
 * @param instances how many objects there are
 * @param bytes how much room they take, in bytes
 * @param classes the classes whose objects take most of it, the largest first
 */
public record HeapHistogram(long instances, long bytes, List<HeapClass> classes) {

	/**
	 * Create a histogram.
	 */
	public HeapHistogram {
		classes = List.copyOf(classes);
	}

	/**
	 * The objects of a class.
	 *
	 * @param name the name of the class, as the JVM writes it
	 * @param instances how many there are
	 * @param bytes how much room they take, in bytes
	 */
	public record HeapClass(String name, long instances, long bytes) {

	}

}
