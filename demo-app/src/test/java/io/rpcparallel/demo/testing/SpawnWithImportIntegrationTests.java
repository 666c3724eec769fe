package io.rpcparallel.demo.testing;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Functions that a test imports run in its workers, and in the workers of these too.
 */
@SpringBootTest(args = { "--census.workers=0", "--census.path=target/classes" })
@Import({ SpawnWithImportIntegrationTests.Reverse.class, SpawnWithImportIntegrationTests.Delegate.class })
class SpawnWithImportIntegrationTests {

	@Autowired
	private WorkerOperations workers;

	@Autowired
	private Reverse reverse;

	@Autowired
	private Delegate delegate;

	@Test
	void anImportedFunctionRunsInAWorker() {
		try (WorkerConnection<Object> worker = this.workers.spawn()) {
			assertThat(worker.run(this.reverse, "abc")).isEqualTo("cba");
		}
	}

	@Test
	void anImportedFunctionRunsInTheWorkerOfAWorker() {
		try (WorkerConnection<Object> worker = this.workers.spawn()) {
			assertThat(worker.run(this.delegate, "abc")).isEqualTo("cba");
		}
	}

	@Nested
	class InANestedTest {

		@Test
		void anImportedFunctionRunsInAWorker() {
			SpawnWithImportIntegrationTests.this.anImportedFunctionRunsInAWorker();
		}

	}

	@WorkerFunction
	static class Reverse implements StatelessRpcFunction<String, String> {

		@Override
		public String call(String text) {
			return new StringBuilder(text).reverse().toString();
		}

	}

	@WorkerFunction
	static class Delegate implements StatelessRpcFunction<String, String> {

		private final ObjectProvider<WorkerOperations> workers;

		private final Reverse reverse;

		Delegate(ObjectProvider<WorkerOperations> workers, Reverse reverse) {
			this.workers = workers;
			this.reverse = reverse;
		}

		@Override
		public String call(String text) {
			try (WorkerConnection<Object> worker = this.workers.getObject().spawn()) {
				return worker.run(this.reverse, text);
			}
		}

	}

}
