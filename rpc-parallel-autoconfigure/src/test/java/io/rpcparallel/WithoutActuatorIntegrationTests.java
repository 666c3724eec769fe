package io.rpcparallel;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The library without the libraries that its health, endpoint and meters need.
 */
@LeavesNothingBehind
class WithoutActuatorIntegrationTests {

	private static final String ALL = "(spring-boot-actuator|spring-boot-health|spring-boot-micrometer|micrometer-core)-.*";

	@TempDir
	private Path folder;

	@Test
	void anApplicationSpawnsWithNoneOfThem() {
		assertThatItSpawns(without(ALL));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-boot-health-.*", "(spring-boot-micrometer-metrics|micrometer-core)-.*",
			"spring-boot-actuator.*" })
	void anApplicationSpawnsWithSomeOfThem(String missing) {
		assertThatItSpawns(without(missing));
	}

	private void assertThatItSpawns(List<String> classPath) {
		try (MasterProcess master = MasterProcess.of(ProbeApplication.class).classPath(classPath).start(this.folder)) {
			assertThat(ProbeApplication.reportOf(master).question().who()).isEqualTo("the probe");
			assertThat(master.awaitExit()).as(master::toString).isZero();
		}
	}

	private static List<String> without(String pattern) {
		List<String> rest = TestClassPath.entries()
			.stream()
			.filter((entry) -> !Path.of(entry).getFileName().toString().matches(pattern))
			.toList();
		assertThat(rest).hasSizeLessThan(TestClassPath.entries().size());
		return rest;
	}

}
