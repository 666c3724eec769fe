package io.rpcparallel.demo.testing;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * A mock stays in the process of the test: workers have the bean itself.
 */
@SpringBootTest(args = { "--census.workers=0", "--census.path=target/classes" })
class SpawnWithMockIntegrationTests {

	@MockitoBean
	private Clock clock;

	@Test
	void workersHaveTheBeanAndNotTheMock(@Autowired WorkerOperations workers,
			@Autowired StatelessRpcFunction<String, String> time) throws Exception {
		given(this.clock.time()).willReturn("mocked");
		assertThat(time.call(null)).isEqualTo("mocked");
		try (WorkerConnection<Object> worker = workers.spawn()) {
			assertThat(worker.run(time, null)).isEqualTo("real");
		}
	}

	interface Clock {

		String time();

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		Clock clock() {
			return () -> "real";
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> time(Clock clock) {
			return (ignored) -> clock.time();
		}

	}

}
