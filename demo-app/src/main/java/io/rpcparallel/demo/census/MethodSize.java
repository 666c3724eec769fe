package io.rpcparallel.demo.census;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * A method and how much bytecode it has.
 *
 * @param name the class and the method, such as {@code java.lang.String.indexOf}
 * @param bytes the length of its bytecode
 */
record MethodSize(String name, long bytes) {

	private static final Comparator<MethodSize> ORDER = Comparator.comparingLong(MethodSize::bytes)
		.thenComparing(Comparator.comparing(MethodSize::name).reversed());

	/**
	 * Return the larger of two methods. Among methods of the same size it is the one
	 * whose name sorts first, so that the order of comparisons does not matter.
	 * @param first a method, or {@code null} for none
	 * @param second another method, or {@code null} for none
	 * @return the larger one, or {@code null} if there is none
	 */
	static @Nullable MethodSize larger(@Nullable MethodSize first, @Nullable MethodSize second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return (ORDER.compare(first, second) >= 0) ? first : second;
	}

}
