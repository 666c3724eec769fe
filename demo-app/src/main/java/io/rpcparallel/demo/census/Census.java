package io.rpcparallel.demo.census;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What was counted, in one source or in all. Equal sources give equal results, in
 * whatever order they were added up.
 *
 * @param total the sum over all packages
 * @param packages the sum for each package; the unnamed package has an empty name
 * @param versions the number of class files for each major version of the format
 * @param largest the method with most bytecode, or {@code null} if there is no bytecode
 * @param skipped what could not be counted
 */
record Census(Count total, Map<String, Count> packages, Map<Integer, Long> versions, @Nullable MethodSize largest,
		List<Skipped> skipped) {

	Census {
		packages = Collections.unmodifiableMap(new TreeMap<>(packages));
		versions = Collections.unmodifiableMap(new TreeMap<>(versions));
		skipped = skipped.stream().sorted().toList();
	}

}
