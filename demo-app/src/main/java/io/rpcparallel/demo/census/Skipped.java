package io.rpcparallel.demo.census;

import java.util.Comparator;

/**
 * Something that could not be counted.
 *
 * @param what the path
 * @param reason what is wrong with it
 */
record Skipped(String what, String reason) implements Comparable<Skipped> {

	private static final Comparator<Skipped> ORDER = Comparator.comparing(Skipped::what).thenComparing(Skipped::reason);

	@Override
	public int compareTo(Skipped other) {
		return ORDER.compare(this, other);
	}

}
