package io.rpcparallel.demo.testing;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import io.rpcparallel.FunctionRegistryMismatchException;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A function that only an initializer of the test adds is out of a worker's reach, and
 * the failure says so.
 */
@SpringBootTest(args = { "--census.workers=0", "--census.path=target/classes" })
@ContextConfiguration(initializers = SpawnOutOfReachIntegrationTests.AddsAFunction.class)
class SpawnOutOfReachIntegrationTests {

	@Test
	void theFailureSaysWhatToDo(@Autowired WorkerOperations workers) {
		assertThatExceptionOfType(FunctionRegistryMismatchException.class).isThrownBy(workers::spawn)
			.withMessageContaining("only the master has function 'outOfReach'")
			.withMessageContaining("In a test, declare them in the application, in a nested @TestConfiguration, or in"
					+ " what @Import or @SpringBootTest(classes = ...) names");
	}

	static class AddsAFunction implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			context.registerBean("outOfReach", OutOfReach.class);
		}

	}

	@WorkerFunction
	static class OutOfReach implements StatelessRpcFunction<String, String> {

		@Override
		public String call(String text) {
			return text;
		}

	}

}
