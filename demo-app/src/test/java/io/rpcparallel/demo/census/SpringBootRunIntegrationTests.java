package io.rpcparallel.demo.census;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads the report of the census that the build has taken with {@code spring-boot:run}.
 */
class SpringBootRunIntegrationTests {

	private static final Path REPORT = Path.of("target/spring-boot-run.json");

	@Test
	@Tag("E14")
	void workersCountedWhatSpringBootRunWasGiven() {
		JsonNode report = JsonMapper.shared().readTree(REPORT.toFile());
		assertThat(report.findValuesAsString("worker")).contains("census-1");
		assertThat(report.path("census").path("total").path("classes").asInt()).isPositive();
	}

}
