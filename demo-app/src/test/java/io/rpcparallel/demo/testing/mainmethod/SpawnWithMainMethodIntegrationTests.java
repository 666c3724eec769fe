package io.rpcparallel.demo.testing.mainmethod;

import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test whose context is made by the application's {@code main}. In a package of its
 * own, since Boot finds the application of the other tests by theirs.
 */
@SpringBootTest(classes = SpawnWithMainMethodIntegrationTests.Application.class, useMainMethod = UseMainMethod.ALWAYS)
@Import(SpawnWithMainMethodIntegrationTests.Functions.class)
class SpawnWithMainMethodIntegrationTests {

	@Test
	void workersRunTheMainWithTheFunctionsOfTheTestAdded(@Autowired WorkerOperations workers,
			@Autowired StatelessRpcFunction<String, String> upperCase,
			@Autowired StatelessRpcFunction<Integer, String> greeting) {
		try (WorkerConnection<Object> worker = workers.spawn()) {
			assertThat(worker.run(upperCase, "abc")).isEqualTo("ABC");
			assertThat(worker.run(greeting, 1)).isEqualTo("set by main");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application {

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setDefaultProperties(Map.of("greeting", "set by main"));
			application.run(args);
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Integer, String> greeting(@Value("${greeting}") String greeting) {
			return (ignored) -> greeting;
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> upperCase() {
			return (text) -> text.toUpperCase(Locale.ROOT);
		}

	}

}
