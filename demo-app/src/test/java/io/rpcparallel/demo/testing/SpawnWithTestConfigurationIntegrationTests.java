package io.rpcparallel.demo.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.demo.DemoApplication;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test adds functions and a worker type of its own to the application, in a nested
 * configuration, and spawns workers that have them, with no further set-up.
 */
@SpringBootTest(args = { "--census.workers=0", "--census.path=target/classes" },
		properties = { "greeting.word=Hello", "greeting.secret=not on a command line" })
class SpawnWithTestConfigurationIntegrationTests {

	@Autowired
	private WorkerOperations workers;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("greeting.pid", () -> ProcessHandle.current().pid());
	}

	@Test
	void functionsOfTheTestRunInWorkers(@Autowired WorkerType<StringBuilder, String> text,
			@Autowired RpcFunction<StringBuilder, String, String> append) {
		try (WorkerConnection<StringBuilder> worker = this.workers.spawn(text, "a")) {
			assertThat(worker.run(append, "b")).isEqualTo("ab");
			assertThat(worker.run(append, "c")).isEqualTo("abc");
		}
	}

	@Test
	void workersHaveThePropertiesOfTheTest(@Autowired StatelessRpcFunction<String, String> greet) {
		try (WorkerConnection<Object> worker = this.workers.spawn()) {
			assertThat(worker.run(greet, "Ada"))
				.isEqualTo("Hello Ada, from a worker of " + ProcessHandle.current().pid());
		}
	}

	@Test
	void aWorkerIsTheApplicationsMainWithTheConfigurationOfTheTestAdded(
			@Autowired StatelessRpcFunction<String, String> describe) {
		try (WorkerConnection<Object> worker = this.workers.spawn()) {
			assertThat(worker.run(describe, null)).contains(DemoApplication.class.getName() + ".main")
				.contains(Functions.class.getName())
				.doesNotContain("not on a command line");
		}
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		WorkerType<StringBuilder, String> text() {
			return StringBuilder::new;
		}

		@Bean
		@WorkerFunction
		RpcFunction<StringBuilder, String, String> append() {
			return (text, added) -> text.append(added).toString();
		}

		@Bean
		@WorkerFunction
		@ConditionalOnProperty("greeting.word")
		StatelessRpcFunction<String, String> greet(@Value("${greeting.word}") String word,
				@Value("${greeting.pid}") long pid) {
			return (name) -> "%s %s, from a worker of %d".formatted(word, name, pid);
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> describe() {
			return (ignored) -> StackOfMain.text() + Files.readString(Path.of("/proc/self/cmdline"));
		}

	}

}
