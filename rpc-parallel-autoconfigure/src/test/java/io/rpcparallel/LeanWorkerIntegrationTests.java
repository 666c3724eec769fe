package io.rpcparallel;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Callable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker loads, and that what functions inject is there all the same.
 */
@LeavesNothingBehind(afterEach = false)
class LeanWorkerIntegrationTests {

	// Measured: 7900 with Java 17. It does not depend on how busy the machine is, but on
	// the version of Java somewhat.
	private static final int MOST_CLASSES = 9500;

	private static TestMaster master;

	private static WorkerConnection<Object> worker;

	@BeforeAll
	static void start() {
		master = TestMaster.start(Application.class);
		worker = master.workers().spawn();
	}

	@AfterAll
	static void close() {
		master.close();
	}

	@Test
	void aWorkerLoadsFewClasses() {
		StatelessRpcFunction<String, Integer> loadedClasses = master.bean("loadedClasses");
		assertThat(worker.run(loadedClasses, "")).isBetween(1000, MOST_CLASSES);
	}

	@Test
	void whatFunctionsInjectIsThere() {
		StatelessRpcFunction<String, Map<String, String>> injected = master.bean("injected");
		assertThat(worker.run(injected, "abc")).containsEntry("mapper", "[\"abc\"]")
			.containsEntry("counter", "1.0")
			.containsEntry("observed", "abc")
			.containsEntry("executor", "abc");
	}

	/**
	 * An application with functions that others' beans are injected into.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, Integer> loadedClasses() {
			return (ignored) -> ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, Map<String, String>> injected(JsonMapper mapper, MeterRegistry meters,
				ObservationRegistry observations, AsyncTaskExecutor executor) {
			return (text) -> {
				meters.counter("injected").increment();
				Callable<String> task = () -> text;
				return Map.of("mapper", mapper.writeValueAsString(new String[] { text }), "counter",
						String.valueOf(meters.counter("injected").count()), "observed",
						Observation.createNotStarted("injected", observations).observe(() -> text), "executor",
						executor.submit(task).get());
			};
		}

	}

}
