package io.rpcparallel.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerEnvironmentTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', nullValues = "-",
			value = { "-Xmx1g | -Xmx1g", "-agentlib:jdwp=transport=dt_socket,address=5005 | -",
					"-Da=1  -Xdebug -Xrunjdwp:server=y  -Db=2 | -Da=1 -Db=2",
					"'-Da=x y' -Dcom.sun.management.jmxremote.port=9 | '-Da=x y'",
					"\"-agentlib:jdwp=a b\" -Da=\"-Xdebug -Xdebug\" | -Da=\"-Xdebug -Xdebug\"",
					"-Dcom.sun.management.jmxremote | -", "-Da='1  2' | -Da='1  2'",
					"-agentlib:hprof -XX:+UseSerialGC | -agentlib:hprof -XX:+UseSerialGC", "-Xdebug 'open | 'open" })
	@Tag("E16")
	void removesOptionsThatClash(String before, String after) {
		for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
			Map<String, String> environment = new HashMap<>(Map.of(variable, before, "OTHER", "-Xdebug"));
			WorkerEnvironment.change(environment, Map.of(), false);
			assertThat(environment.get(variable)).isEqualTo(after);
			assertThat(environment).containsEntry("OTHER", "-Xdebug");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void removesAVariableWithoutOptions(String value) {
		Map<String, String> environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", value));
		WorkerEnvironment.change(environment, Map.of(), false);
		assertThat(environment).isEmpty();
	}

	@Test
	void removesACollectorBesideAnother() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar"), new ApplicationEntry("Main", List.of()),
				null, List.of(), true);
		Map<String, String> environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -Da=1"));
		command.changeEnvironment(LaunchRequests.withJvmArguments("-XX:+UseG1GC"), environment);
		assertThat(environment).containsEntry("JAVA_TOOL_OPTIONS", "-Da=1");
	}

	@Test
	void takesTheVariablesOfTheRequestAsTheyAre() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar"), new ApplicationEntry("Main", List.of()),
				null, List.of(), true);
		Map<String, String> environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", "-Xdebug", "A", "1"));
		command.changeEnvironment(LaunchRequests.withEnvironment("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=x"), environment);
		assertThat(environment).containsOnly(Map.entry("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=x"), Map.entry("A", "1"));
	}

}
