package io.rpcparallel.demo.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Adds up class files, and the results of others that have added up class files. For use
 * by one thread.
 */
final class Tally {

	private final Map<String, Count> packages = new HashMap<>();

	private final Map<Integer, Long> versions = new HashMap<>();

	private final List<Skipped> skipped = new ArrayList<>();

	private @Nullable MethodSize largest;

	void add(ClassFile file) {
		this.packages.merge(file.packageName(), Count.of(file), Count::plus);
		this.versions.merge(file.majorVersion(), 1L, Long::sum);
		this.largest = MethodSize.larger(this.largest, file.largest());
	}

	void add(Census census) {
		census.packages().forEach((name, count) -> this.packages.merge(name, count, Count::plus));
		census.versions().forEach((version, classes) -> this.versions.merge(version, classes, Long::sum));
		this.largest = MethodSize.larger(this.largest, census.largest());
		this.skipped.addAll(census.skipped());
	}

	void skip(String what, String reason) {
		this.skipped.add(new Skipped(what, reason));
	}

	void skip(List<Skipped> skipped) {
		this.skipped.addAll(skipped);
	}

	Census census() {
		Count total = this.packages.values().stream().reduce(Count.NONE, Count::plus);
		return new Census(total, this.packages, this.versions, this.largest, this.skipped);
	}

}
