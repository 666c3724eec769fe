package io.rpcparallel.launch;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows which JVM arguments choose a garbage collector. A JVM that is given two different
 * ones refuses to start.
 */
final class GarbageCollectors {

	// By name, as other flags end in "GC" too, such as UseAdaptiveSizePolicyWithSystemGC
	private static final Set<String> CHOICES = Stream
		.of("Serial", "Parallel", "ParallelOld", "G1", "Z", "Shenandoah", "Epsilon", "ConcMarkSweep")
		.map((name) -> "-XX:+Use" + name + "GC")
		.collect(Collectors.toUnmodifiableSet());

	private GarbageCollectors() {
	}

	static boolean isChoice(String argument) {
		return CHOICES.contains(argument);
	}

	static boolean isChosenIn(List<String> arguments) {
		return arguments.stream().anyMatch(GarbageCollectors::isChoice);
	}

	static List<String> without(List<String> arguments) {
		return arguments.stream().filter((argument) -> !isChoice(argument)).toList();
	}

}
