package io.rpcparallel.autoconfigure;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.health.WorkersHealthContributor;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcParallelHealthContributorAutoConfiguration}.
 */
class RpcParallelHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class,
				RSocketStrategiesAutoConfiguration.class, RpcParallelAutoConfiguration.class,
				RpcParallelHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class));

	@Test
	void theHealthOfAnApplicationHasItsWorkers() {
		this.runner.run((context) -> {
			TestWorker.up(context.getBean(WorkerTable.class), "one", 4711);
			HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
			assertThat(endpoint.health().getStatus()).isEqualTo(Status.UP);
			CompositeHealthDescriptor workers = (CompositeHealthDescriptor) endpoint.healthForPath("rpcParallel");
			assertThat(workers.getComponents()).containsOnlyKeys("workers", "one");
			assertThat(endpoint.healthForPath("rpcParallel", "one").getStatus()).isEqualTo(Status.UP);
		});
	}

	@ParameterizedTest
	@CsvSource({ "starting, UP", "ending, UP", "lost, DOWN" })
	void onlyALostWorkerTakesTheApplicationDown(String state, String status) {
		this.runner.run((context) -> {
			WorkerTable table = context.getBean(WorkerTable.class);
			switch (state) {
				case "starting" -> TestWorker.starting(table, "one");
				case "ending" -> TestWorker.up(table, "one", 1).ending();
				default -> TestWorker.up(table, "one", 1).lost("killed");
			}
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(new Status(status));
		});
	}

	@ParameterizedTest
	@CsvSource({ "starting, OUT_OF_SERVICE", "ending, OUT_OF_SERVICE", "up, UP" })
	void aWorkerThatStartsOrEndsTakesTheApplicationOutOfServiceIfThatIsWanted(String state, String status) {
		this.runner.withPropertyValues("rpc-parallel.health.changing=out-of-service").run((context) -> {
			WorkerTable table = context.getBean(WorkerTable.class);
			switch (state) {
				case "starting" -> TestWorker.starting(table, "one");
				case "ending" -> TestWorker.up(table, "one", 1).ending();
				default -> TestWorker.up(table, "one", 1);
			}
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(new Status(status));
		});
	}

	@Test
	void theReadinessOfAnApplicationMayHaveItsWorkers() {
		this.runner
			.withPropertyValues("management.endpoint.health.group.readiness.include=rpcParallel",
					"management.endpoint.health.group.readiness.show-details=never",
					"management.endpoint.health.group.readiness.show-components=never")
			.run((context) -> {
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				TestWorker worker = TestWorker.up(context.getBean(WorkerTable.class), "one", 1);
				assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
				worker.lost("killed");
				assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void aHealthGroupOfTheWorkersIsThereWithoutWorkersToo() {
		this.runner.withPropertyValues("management.endpoint.health.group.crew.include=rpcParallel").run((context) -> {
			HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
			assertThat(endpoint.healthForPath("crew").getStatus()).isEqualTo(Status.UP);
			assertThat(endpoint.healthForPath("rpcParallel").getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void anAbsentWorkerHasNoHealth() {
		this.runner
			.run((context) -> assertThat(context.getBean(HealthEndpoint.class).healthForPath("rpcParallel", "nobody"))
				.isNull());
	}

	@Test
	void lostWorkersAreShownAsLongAsThePropertySays() {
		this.runner.withPropertyValues("rpc-parallel.health.lost-retention=0").run((context) -> {
			TestWorker.up(context.getBean(WorkerTable.class), "one", 1).lost("killed");
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void aWorkerThatIsSilentForLongerThanThePropertySaysTakesTheApplicationDown() {
		this.runner.withPropertyValues("rpc-parallel.health.heartbeat-limit=200ms").run((context) -> {
			TestWorker.up(context.getBean(WorkerTable.class), "one", 1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.until(() -> context.getBean(HealthEndpoint.class).health().getStatus().equals(Status.DOWN));
		});
	}

	@ParameterizedTest
	@CsvSource({ "management.health.rpcparallel.enabled", "management.health.defaults.enabled" })
	void itCanBeSwitchedOff(String property) {
		this.runner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkersHealthContributor.class));
	}

	@Test
	void theUsersOwnReplacesOurs() {
		this.runner.withBean("rpcParallelHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(WorkersHealthContributor.class));
	}

	@Test
	void withoutHealthOnTheClassPathTheRestIsThere() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(JacksonAutoConfiguration.class, RSocketStrategiesAutoConfiguration.class,
							RpcParallelAutoConfiguration.class, RpcParallelHealthContributorAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(HealthContributor.class, WorkersHealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(WorkerTemplate.class)
				.hasSingleBean(WorkerTable.class)
				.doesNotHaveBean("rpcParallelHealthContributor"));
	}

}
