package io.rpcparallel.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerEnvironmentPostProcessor}.
 */
class WorkerEnvironmentPostProcessorTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final DefaultBootstrapContext bootstrapContext = new DefaultBootstrapContext();

	@Test
	void aMasterKeepsItsProperties() {
		process(Map.of("rpc-parallel.worker.properties.app.name", "worker", "app.name", "master"));
		assertThat(this.environment.getProperty("app.name")).isEqualTo("master");
		assertThat(this.environment.getProperty("spring.main.web-application-type")).isNull();
		assertThat(this.environment.getPropertySources()).noneMatch((source) -> source.getName().contains("Worker"));
	}

	@ParameterizedTest
	@CsvSource({ "spring.main.web-application-type, servlet, none", "spring.main.lazy-initialization, false, true",
			"spring.main.keep-alive, true, false", "spring.main.banner-mode, console, off",
			"spring.flyway.enabled, true, false", "spring.liquibase.enabled, true, false",
			"spring.jpa.hibernate.ddl-auto, create-drop, none", "spring.batch.job.enabled, true, false",
			"spring.quartz.auto-startup, true, false", "spring.sql.init.mode, always, never",
			"spring.devtools.restart.enabled, true, false", "spring.docker.compose.enabled, true, false" })
	void aWorkerIsHeadlessWhateverTheApplicationSays(String property, String configured, String inWorker) {
		assigned();
		process(Map.of(property, configured));
		assertThat(this.environment.getProperty(property)).isEqualTo(inWorker);
	}

	@Test
	void whatTheApplicationSaysOtherwiseHoldsInAWorker() {
		assigned();
		process(Map.of("app.name", "master"));
		assertThat(this.environment.getProperty("app.name")).isEqualTo("master");
	}

	@Test
	void thePropertiesOfWorkersWinOverAllOthers() {
		assigned();
		process(Map.of("app.name", "master", "rpc-parallel.worker.properties.app.name", "worker",
				"rpc-parallel.worker.properties.spring.main.banner-mode", "console",
				"rpc-parallel.worker.properties.spring.datasource.hikari.maximum-pool-size", "1",
				"rpc-parallel.worker.properties.flat", "3"));
		assertThat(this.environment.getProperty("app.name")).isEqualTo("worker");
		assertThat(this.environment.getProperty("spring.main.banner-mode")).isEqualTo("console");
		assertThat(this.environment.getProperty("spring.datasource.hikari.maximum-pool-size")).isEqualTo("1");
		assertThat(this.environment.getProperty("flat")).isEqualTo("3");
		assertThat(this.environment.getProperty("spring.main.web-application-type")).isEqualTo("none");
	}

	@Test
	void aWorkerWritesTheLogFileOfTheApplicationOnlyIfItHasOneOfItsOwn() {
		assigned();
		process(Map.of("logging.file.name", "app.log"));
		assertThat(this.environment.getProperty("logging.file.name")).isEmpty();
	}

	@Test
	void aWorkerMayHaveALogFileOfItsOwn() {
		assigned(TestSettings.worker().withLogging(new LogRouting(false, true, 0, "/logs/{name}.log")));
		process(Map.of("logging.file.name", "app.log"));
		assertThat(this.environment.getProperty("logging.file.name")).isEqualTo("/logs/name.log");
	}

	@Test
	void theLogShowsTheWorkerUnlessTheApplicationSaysOtherwise() {
		process(Map.of());
		assertThat(this.environment.getProperty("logging.pattern.level")).startsWith("%5p").contains("%X{workerName}");
	}

	@Test
	void thePatternOfTheApplicationHolds() {
		process(Map.of("logging.pattern.level", "%p"));
		assertThat(this.environment.getProperty("logging.pattern.level")).isEqualTo("%p");
	}

	@Test
	void itComesAfterTheApplicationsConfigurationWasRead() {
		assertThat(new WorkerEnvironmentPostProcessor(this.bootstrapContext).getOrder())
			.isEqualTo(Ordered.LOWEST_PRECEDENCE);
	}

	private void assigned() {
		assigned(TestSettings.worker());
	}

	private void assigned(WorkerAssignment.Settings settings) {
		WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "name",
				new WorkerAddress.Tcp("127.0.0.1", 1), ConnectionSecret.random(), List.of(), settings);
		this.bootstrapContext.register(WorkerAssignment.class, (context) -> assignment);
	}

	private void process(Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
		new WorkerEnvironmentPostProcessor(this.bootstrapContext).postProcessEnvironment(this.environment,
				new SpringApplication());
	}

}
