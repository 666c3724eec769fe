package io.rpcparallel.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the arguments of this JVM that its workers get too. Only what is known to make
 * sense twice is taken: a debugger's or JMX's port, a log or dump file and most of the
 * memory settings are for one process only.
 */
final class InheritedArguments {

	private static final Set<String> MODULE_OPTIONS = Set.of("--add-opens", "--add-exports", "--add-modules",
			"--add-reads", "--enable-native-access", "--illegal-native-access", "--sun-misc-unsafe-memory-access");

	private static final Set<String> ASSERTIONS = Set.of("-ea", "-enableassertions", "-da", "-disableassertions",
			"-esa", "-enablesystemassertions", "-dsa", "-disablesystemassertions");

	// What collectors such as Epsilon need to be accepted; it does nothing by itself
	private static final Set<String> OTHER = Set.of("--enable-preview", "-XX:+UnlockExperimentalVMOptions");

	private static final Set<String> FOREIGN_PROPERTIES = Set.of("basedir", "localRepository", "local.repository");

	private static final List<String> FOREIGN_PROPERTY_PREFIXES = List.of("com.sun.management.", "java.rmi.server.",
			"spring.devtools.", "surefire.");

	private InheritedArguments() {
	}

	static List<String> of(RunningJvm jvm) {
		List<String> own = joined(jvm.inputArguments());
		removeThoseOfTheEnvironment(own, jvm.environment());
		return own.stream().filter(InheritedArguments::isInherited).toList();
	}

	// The two-token form "--add-opens X" becomes "--add-opens=X"
	private static List<String> joined(List<String> arguments) {
		List<String> joined = new ArrayList<>();
		for (int i = 0; i < arguments.size(); i++) {
			String argument = arguments.get(i);
			if (MODULE_OPTIONS.contains(argument) && i + 1 < arguments.size()) {
				i++;
				argument = argument + "=" + arguments.get(i);
			}
			joined.add(argument);
		}
		return joined;
	}

	// A worker inherits the variables themselves. The JVM puts the arguments of the last
	// one at the end and those of the others in front of those of the command line.
	private static void removeThoseOfTheEnvironment(List<String> arguments, Map<String, String> environment) {
		optionsOf(environment.get(JavaOptions.TOOL_OPTIONS)).forEach(arguments::remove);
		optionsOf(environment.get(JavaOptions.LAUNCHER_OPTIONS)).forEach(arguments::remove);
		for (String option : optionsOf(environment.get(JavaOptions.LAST_OPTIONS))) {
			int last = arguments.lastIndexOf(option);
			if (last >= 0) {
				arguments.remove(last);
			}
		}
	}

	private static List<String> optionsOf(@Nullable String variable) {
		return (variable != null) ? joined(JavaOptions.parse(variable).stream().map(JavaOptions.Option::value).toList())
				: List.of();
	}

	private static boolean isInherited(String argument) {
		if (argument.startsWith("-D")) {
			return isOwnProperty(upTo('=', argument.substring(2)));
		}
		return OTHER.contains(argument) || GarbageCollectors.isChoice(argument)
				|| (argument.contains("=") && MODULE_OPTIONS.contains(upTo('=', argument)))
				|| ASSERTIONS.contains(upTo(':', argument)) || argument.startsWith("-Xss");
	}

	private static boolean isOwnProperty(String name) {
		return !FOREIGN_PROPERTIES.contains(name) && FOREIGN_PROPERTY_PREFIXES.stream().noneMatch(name::startsWith);
	}

	private static String upTo(char separator, String text) {
		int index = text.indexOf(separator);
		return (index >= 0) ? text.substring(0, index) : text;
	}

}
