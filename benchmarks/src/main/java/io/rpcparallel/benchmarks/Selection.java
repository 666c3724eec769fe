package io.rpcparallel.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.rpcparallel.benchmarks.contender.ContenderId;

/**
 * What is measured of all there is. Empty sets stand for everything.
 *
 * @param figures the names of figures
 * @param contenders the names of contenders
 */
record Selection(Set<String> figures, Set<String> contenders) {

	static final Selection EVERYTHING = new Selection(Set.of(), Set.of());

	static Selection fromSystemProperties() {
		return new Selection(names("bench.figures"), names("bench.contenders"));
	}

	private static Set<String> names(String property) {
		return Arrays.stream(System.getProperty(property, "").toLowerCase(Locale.ROOT).split(","))
			.map(String::strip)
			.filter((name) -> !name.isEmpty())
			.collect(Collectors.toSet());
	}

	boolean has(String figure) {
		return this.figures.isEmpty() || this.figures.contains(figure);
	}

	boolean has(ContenderId contender) {
		return this.contenders.isEmpty()
				|| this.contenders.contains(contender.name().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

}
