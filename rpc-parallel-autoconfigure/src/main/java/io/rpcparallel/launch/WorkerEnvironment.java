package io.rpcparallel.launch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Changes a copy of this process's environment variables into that of a worker.
 */
final class WorkerEnvironment {

	private static final List<String> VARIABLES = List.of(JavaOptions.TOOL_OPTIONS, JavaOptions.LAUNCHER_OPTIONS,
			JavaOptions.LAST_OPTIONS);

	// Each of these opens a port or waits for a debugger, which only one process can do
	private static final List<String> CLASHES = List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug",
			"-Dcom.sun.management.jmxremote");

	private WorkerEnvironment() {
	}

	/**
	 * Change the variables of this process into those of a worker.
	 * @param environment this process's variables, which are changed
	 * @param added the variables of the worker alone, which are taken as they are
	 * @param collectorChosen whether the command line chooses a garbage collector, beside
	 * which a variable must not choose another
	 */
	static void change(Map<String, String> environment, Map<String, String> added, boolean collectorChosen) {
		for (String variable : VARIABLES) {
			String value = environment.get(variable);
			if (value != null) {
				change(environment, variable, value, collectorChosen);
			}
		}
		environment.putAll(added);
	}

	private static void change(Map<String, String> environment, String variable, String value,
			boolean collectorChosen) {
		List<JavaOptions.Option> options = JavaOptions.parse(value);
		List<JavaOptions.Option> kept = options.stream()
			.filter((option) -> !clashes(option.value(), collectorChosen))
			.toList();
		if (kept.isEmpty()) {
			environment.remove(variable);
		}
		else if (kept.size() < options.size()) {
			environment.put(variable, kept.stream().map(JavaOptions.Option::raw).collect(Collectors.joining(" ")));
		}
	}

	private static boolean clashes(String option, boolean collectorChosen) {
		return CLASHES.stream().anyMatch(option::startsWith) || (collectorChosen && GarbageCollectors.isChoice(option));
	}

}
