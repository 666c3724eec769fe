package io.rpcparallel.autoconfigure;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.test.util.ReflectionTestUtils;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.bootstrap.ScheduledTasksSuppressor;
import io.rpcparallel.bootstrap.WorkerLifecycleProcessor;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcParallelLifecycleAutoConfiguration}.
 */
class RpcParallelLifecycleAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(LifecycleAutoConfiguration.class, RpcParallelLifecycleAutoConfiguration.class));

	@Test
	void oursComesBeforeTheOneOfBootAndIsNotHeadlessInAMaster() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(LifecycleProcessor.class)
				.hasSingleBean(WorkerLifecycleProcessor.class)
				.hasSingleBean(ScheduledTasksSuppressor.class);
			assertThat(context.getBean(WorkerLifecycleProcessor.class)).hasFieldOrPropertyWithValue("headless", false);
		});
	}

	@Test
	void itIsHeadlessInAWorker() {
		WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "name",
				new WorkerAddress.Tcp("127.0.0.1", 1), ConnectionSecret.random(), List.of(), TestSettings.worker());
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("assignment", assignment))
			.run((context) -> assertThat(context.getBean(WorkerLifecycleProcessor.class))
				.hasFieldOrPropertyWithValue("headless", true));
	}

	@Test
	void itKeepsTheTimeoutThatBootWouldHaveSet() {
		this.runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=1500ms")
			.run((context) -> assertThat(timeout(context.getBean(WorkerLifecycleProcessor.class))).isEqualTo(1500));
		this.runner
			.run((context) -> assertThat(timeout(context.getBean(WorkerLifecycleProcessor.class))).isEqualTo(30_000));
	}

	private static long timeout(WorkerLifecycleProcessor processor) {
		return ((Number) ReflectionTestUtils.getField(processor, DefaultLifecycleProcessor.class,
				"timeoutPerShutdownPhase"))
			.longValue();
	}

	@Test
	void theUsersLifecycleProcessorReplacesOurs() {
		this.runner.withBean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, DefaultLifecycleProcessor.class)
			.run((context) -> assertThat(context).hasSingleBean(LifecycleProcessor.class)
				.doesNotHaveBean(WorkerLifecycleProcessor.class));
	}

}
