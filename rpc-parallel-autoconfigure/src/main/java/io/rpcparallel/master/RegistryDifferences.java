package io.rpcparallel.master;

import java.util.ArrayList;
import java.util.List;

/**
 * What a worker's functions and worker types have other than the master's.
 */
final class RegistryDifferences {

	private RegistryDifferences() {
	}

	static List<String> between(List<String> master, List<String> worker) {
		if (master.equals(worker)) {
			return List.of();
		}
		List<String> differences = new ArrayList<>();
		master.stream()
			.filter((line) -> !worker.contains(line))
			.forEach((line) -> differences.add("only the master has " + line));
		worker.stream()
			.filter((line) -> !master.contains(line))
			.forEach((line) -> differences.add("only the worker has " + line));
		if (differences.isEmpty()) {
			differences.add("the order differs: %s in the master, %s in the worker".formatted(master, worker));
		}
		return differences;
	}

}
