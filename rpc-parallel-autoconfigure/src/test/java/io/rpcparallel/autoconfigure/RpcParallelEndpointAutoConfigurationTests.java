package io.rpcparallel.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.actuate.WorkerFunctionsEndpoint;
import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.registry.WorkerFunctionRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RpcParallelEndpointAutoConfiguration}.
 */
class RpcParallelEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=workers,workerfunctions";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(JacksonAutoConfiguration.class, RSocketStrategiesAutoConfiguration.class,
					RpcParallelAutoConfiguration.class, RpcParallelEndpointAutoConfiguration.class));

	@Test
	void theEndpointListsTheWorkersOfTheApplication() {
		this.runner.withPropertyValues(EXPOSED).run((context) -> {
			TestWorker.up(context.getBean(WorkerTable.class), "one", 4711);
			assertThat(context.getBean(WorkersEndpoint.class).workers().workers()).hasSize(1);
		});
	}

	@Test
	void itIsNotThereWhereItIsNotExposed() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(WorkersEndpoint.class)
			.doesNotHaveBean(WorkerFunctionsEndpoint.class));
	}

	@Test
	void itCanBeSwitchedOff() {
		this.runner.withPropertyValues(EXPOSED, "management.endpoint.workers.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkersEndpoint.class)
				.hasSingleBean(WorkerFunctionsEndpoint.class));
	}

	@Test
	void theEndpointOfFunctionsListsThoseOfTheApplication() {
		this.runner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context.getBean(WorkerFunctionsEndpoint.class).functions().functions())
				.isEmpty());
	}

	@Test
	void theUsersOwnReplacesOurs() {
		WorkersEndpoint own = new WorkersEndpoint(new WorkerTable(Duration.ZERO), mock(WorkerFunctionRegistry.class),
				() -> mock(WorkerEngine.class));
		this.runner.withPropertyValues(EXPOSED)
			.withBean(WorkersEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(WorkersEndpoint.class).isSameAs(own));
	}

	@Test
	void withoutActuatorOnTheClassPathTheRestIsThere() {
		this.runner.withPropertyValues(EXPOSED)
			.withClassLoader(
					new FilteredClassLoader(Endpoint.class, WorkersEndpoint.class, WorkerFunctionsEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(WorkerTemplate.class)
				.doesNotHaveBean("workersEndpoint")
				.doesNotHaveBean("workerFunctionsEndpoint"));
	}

}
