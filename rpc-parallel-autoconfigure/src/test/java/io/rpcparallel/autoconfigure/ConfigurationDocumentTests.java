package io.rpcparallel.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/configuration.md} is made of the metadata that editors read: this test has
 * what it should say, and leaves it in {@code target/configuration.md} to be copied.
 */
class ConfigurationDocumentTests {

	private static final Path DOCUMENT = Path.of("../docs/configuration.md");

	private static final String BEGIN = "<!-- properties -->\n";

	private static final String END = "<!-- end of properties -->\n";

	private static final String UNIT = " If a unit is not given, milliseconds are used.";

	@Test
	void theDocumentHasEachPropertyWithItsDescription() throws IOException {
		String document = Files.readString(DOCUMENT);
		assertThat(document).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
		String expected = document.substring(0, document.indexOf(BEGIN)) + BEGIN + tables()
				+ document.substring(document.indexOf(END));
		Path made = Files.writeString(Path.of("target/configuration.md"), expected);
		assertThat(document).as("what '%s' says; copy it over", made).isEqualTo(expected);
	}

	private static String tables() throws IOException {
		JsonNode metadata = JsonMapper.shared()
			.readTree(Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json")));
		return StreamSupport.stream(metadata.get("properties").spliterator(), false)
			.collect(Collectors.groupingBy(ConfigurationDocumentTests::group, TreeMap::new, Collectors.toList()))
			.entrySet()
			.stream()
			.map((group) -> table(group.getKey(), group.getValue()))
			.collect(Collectors.joining());
	}

	private static String group(JsonNode property) {
		String name = property.get("name").asString();
		String group = name.substring(0, name.lastIndexOf('.'));
		return group.startsWith("management.") ? "management" : group;
	}

	private static String table(String group, List<JsonNode> properties) {
		return properties.stream()
			.map(ConfigurationDocumentTests::row)
			.collect(Collectors.joining("",
					"\n## %s\n\n| Property | Type | Default | Meaning |\n|---|---|---|---|\n".formatted(group), ""));
	}

	private static String row(JsonNode property) {
		String description = property.get("description").asString().replace(UNIT, "").replace("|", "\\|");
		String value = property.path("defaultValue").asString("");
		return "| `%s` | %s | %s | %s |\n".formatted(property.get("name").asString(), type(property),
				value.isEmpty() ? "" : "`" + value + "`", description);
	}

	private static String type(JsonNode property) {
		return property.get("type").asString().replaceAll("[a-z0-9.]+\\.(?=[A-Z])", "").replace(",", ", ");
	}

}
