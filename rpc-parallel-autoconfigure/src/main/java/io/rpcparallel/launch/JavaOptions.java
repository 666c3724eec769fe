package io.rpcparallel.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Splits the value of a variable such as {@code JAVA_TOOL_OPTIONS} as the JVM does: at
 * white space, except between single or double quotes, which may start in the middle of
 * an option and know no escapes.
 */
final class JavaOptions {

	static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

	static final String LAUNCHER_OPTIONS = "JDK_JAVA_OPTIONS";

	static final String LAST_OPTIONS = "_JAVA_OPTIONS";

	private JavaOptions() {
	}

	/**
	 * Return what the variables tell a JVM.
	 * @param environment the environment
	 * @return the options of all of them, as the JVM takes them
	 */
	static List<String> ofVariables(Map<String, String> environment) {
		return Stream.of(TOOL_OPTIONS, LAUNCHER_OPTIONS, LAST_OPTIONS)
			.flatMap((variable) -> parse(environment.getOrDefault(variable, "")).stream())
			.map(Option::value)
			.toList();
	}

	static List<Option> parse(String text) {
		List<Option> options = new ArrayList<>();
		StringBuilder raw = new StringBuilder();
		StringBuilder value = new StringBuilder();
		char quote = 0;
		for (char c : text.toCharArray()) {
			if (quote == 0 && Character.isWhitespace(c)) {
				addTo(options, raw, value);
				continue;
			}
			raw.append(c);
			if (quote == 0 && (c == '"' || c == '\'')) {
				quote = c;
			}
			else if (quote != 0 && c == quote) {
				quote = 0;
			}
			else {
				value.append(c);
			}
		}
		addTo(options, raw, value);
		return options;
	}

	private static void addTo(List<Option> options, StringBuilder raw, StringBuilder value) {
		if (!raw.isEmpty()) {
			options.add(new Option(raw.toString(), value.toString()));
		}
		raw.setLength(0);
		value.setLength(0);
	}

	/**
	 * One option.
	 *
	 * @param raw the option as it was written, with its quotes
	 * @param value the option as the JVM takes it
	 */
	record Option(String raw, String value) {

	}

}
