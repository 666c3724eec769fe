package io.rpcparallel.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata that editors read: each property is described.
 */
class ConfigurationMetadataTests {

	private static final Map<String, JsonNode> PROPERTIES = new TreeMap<>();

	private static JsonNode metadata;

	@BeforeAll
	static void read() throws IOException {
		String location = "/"
				+ RpcParallelProperties.class.getProtectionDomain().getCodeSource().getLocation().getPath()
				+ "META-INF/spring-configuration-metadata.json";
		try (InputStream input = Files.newInputStream(Path.of(location))) {
			metadata = JsonMapper.shared().readTree(input);
		}
		metadata.get("properties").forEach((each) -> PROPERTIES.put(each.get("name").asString(), each));
	}

	@Test
	void everyPropertyHasADescriptionOfASentence() {
		assertThat(PROPERTIES).hasSizeGreaterThan(10)
			.allSatisfy((name, property) -> assertThat(property.path("description").asString("")).as(name)
				.matches("(?s)[A-Z].*\\."));
	}

	@Test
	void everyPropertyIsOneOfOurs() {
		assertThat(PROPERTIES.keySet()).filteredOn((name) -> !name.startsWith("rpc-parallel."))
			.containsExactlyInAnyOrder("management.endpoint.workerfunctions.access",
					"management.endpoint.workerfunctions.cache.time-to-live", "management.endpoint.workers.access",
					"management.endpoint.workers.cache.time-to-live", "management.health.rpcparallel.enabled");
	}

	@Test
	void workersCanOnlyBeReadUnlessMoreIsAllowed() {
		assertThat(PROPERTIES.get("management.endpoint.workers.access").path("defaultValue").asString(""))
			.isEqualTo("read_only");
	}

	@Test
	void everyGroupIsBoundToItsType() {
		assertThat(StreamSupport.stream(metadata.get("groups").spliterator(), false)
			.map((group) -> group.get("name").asString())).containsExactlyInAnyOrder("rpc-parallel",
					"rpc-parallel.calls", "rpc-parallel.rpc", "rpc-parallel.launch", "rpc-parallel.worker",
					"rpc-parallel.worker.auto-configuration", "rpc-parallel.health", "management.endpoint.workers",
					"management.endpoint.workerfunctions");
	}

	@Test
	void everyDefaultIsTheOneThatIsBound() {
		Map<String, List<String>> declared = new TreeMap<>();
		defaults("rpc-parallel", RpcParallelProperties.class, declared);
		defaults("rpc-parallel.calls", RpcParallelProperties.Calls.class, declared);
		defaults("rpc-parallel.rpc", RpcParallelProperties.Rpc.class, declared);
		defaults("rpc-parallel.launch", RpcParallelProperties.Launch.class, declared);
		defaults("rpc-parallel.worker", RpcParallelProperties.WorkerSettings.class, declared);
		defaults("rpc-parallel.health", RpcParallelProperties.Health.class, declared);
		assertThat(declared).hasSizeGreaterThan(10)
			.allSatisfy((name, values) -> assertThat(PROPERTIES.get(name).path("defaultValue").asString("")).as(name)
				.isEqualTo(values.get(0)));
	}

	@Test
	void everyPropertyHasADefaultUnlessItMayBeAbsentOrEmpty() {
		Map<String, Class<?>> groups = Map.of("rpc-parallel", RpcParallelProperties.class, "rpc-parallel.rpc",
				RpcParallelProperties.Rpc.class, "rpc-parallel.launch", RpcParallelProperties.Launch.class,
				"rpc-parallel.worker", RpcParallelProperties.WorkerSettings.class);
		List<String> needed = groups.entrySet()
			.stream()
			.flatMap((group) -> Arrays.stream(group.getValue().getRecordComponents())
				.filter(ConfigurationMetadataTests::needsDefault)
				.map((component) -> group.getKey() + "." + DataObjectPropertyName.toDashedForm(component.getName())))
			.toList();
		assertThat(needed).hasSizeGreaterThan(12)
			.allSatisfy((name) -> assertThat(PROPERTIES.get(name).has("defaultValue")).as(name).isTrue());
	}

	private static boolean needsDefault(RecordComponent component) {
		Class<?> type = component.getType();
		return !component.getAnnotatedType().isAnnotationPresent(Nullable.class) && type != Map.class
				&& type != List.class && type.getEnclosingClass() != RpcParallelProperties.class;
	}

	@Test
	void everyComponentOfTheRecordsIsAProperty() {
		assertThat(names("rpc-parallel.rpc.", RpcParallelProperties.Rpc.class)).isSubsetOf(PROPERTIES.keySet());
		assertThat(names("rpc-parallel.launch.", RpcParallelProperties.Launch.class)).isSubsetOf(PROPERTIES.keySet());
		assertThat(names("rpc-parallel.worker.", RpcParallelProperties.WorkerSettings.class))
			.isSubsetOf(PROPERTIES.keySet());
		assertThat(names("rpc-parallel.worker.auto-configuration.", RpcParallelProperties.AutoConfigurations.class))
			.isSubsetOf(PROPERTIES.keySet());
		assertThat(names("rpc-parallel.health.", RpcParallelProperties.Health.class)).isSubsetOf(PROPERTIES.keySet());
	}

	private static void defaults(String prefix, Class<?> type, Map<String, List<String>> declared) {
		for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
			DefaultValue value = parameter.getAnnotation(DefaultValue.class);
			if (value != null && value.value().length > 0) {
				declared.put(prefix + "." + DataObjectPropertyName.toDashedForm(parameter.getName()),
						List.of(value.value()));
			}
		}
	}

	private static List<String> names(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.filter((component) -> component.getType().getEnclosingClass() != RpcParallelProperties.class)
			.map((component) -> prefix + DataObjectPropertyName.toDashedForm(component.getName()))
			.toList();
	}

}
