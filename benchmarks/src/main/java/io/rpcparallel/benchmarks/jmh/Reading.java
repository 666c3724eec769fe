package io.rpcparallel.benchmarks.jmh;

import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A typical query.
 *
 * @param id a number
 * @param name a text
 * @param values sixteen numbers
 * @param tags eight texts
 * @param time a time
 */
record Reading(int id, String name, double[] values, List<String> tags, Instant time) {

	static Reading typical() {
		return new Reading(4711, "a name of common length",
				DoubleStream.iterate(Math.PI, (value) -> value * 1.7).limit(16).toArray(),
				IntStream.range(0, 8).mapToObj((i) -> "tag number " + i).toList(),
				Instant.parse("2026-03-01T12:00:00.123456Z"));
	}

}
