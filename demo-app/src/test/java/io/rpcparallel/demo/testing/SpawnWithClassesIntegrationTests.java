package io.rpcparallel.demo.testing;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test names the classes of its context itself, none of which has a {@code main}.
 */
@SpringBootTest(classes = { SpawnWithClassesIntegrationTests.First.class, MoreFunctions.class })
class SpawnWithClassesIntegrationTests {

	@Test
	void workersHaveTheNamedClasses(@Autowired WorkerOperations workers,
			@Autowired StatelessRpcFunction<Integer, Integer> increment,
			@Autowired StatelessRpcFunction<String, String> upperCase) {
		try (WorkerConnection<Object> worker = workers.spawn()) {
			assertThat(worker.run(increment, 41)).isEqualTo(42);
			assertThat(worker.run(upperCase, "abc")).isEqualTo("ABC");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class First {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Integer, Integer> increment() {
			return (number) -> number + 1;
		}

	}

}
