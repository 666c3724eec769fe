package io.rpcparallel.bootstrap;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScheduledTasksSuppressor}.
 */
class ScheduledTasksSuppressorTests {

	private static final String PROCESSOR = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME;

	private final WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "name",
			new WorkerAddress.Tcp("127.0.0.1", 1), ConnectionSecret.random(), List.of(), TestSettings.worker());

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withBean(ScheduledTasksSuppressor.class);

	@Test
	void aMasterRunsItsScheduledTasks() {
		this.runner.withUserConfiguration(Tasks.class).run((context) -> {
			assertThat(context).hasBean(PROCESSOR);
			assertThat(context.getBean(Tasks.class).ran.await(10, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void aWorkerHasNobodyToRunThem() {
		worker().withUserConfiguration(Tasks.class).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(PROCESSOR);
			assertThat(context.getBean(Tasks.class).ran.getCount()).isEqualTo(1);
		});
	}

	@Test
	void aWorkerWithoutScheduledTasksStarts() {
		worker().run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PROCESSOR));
	}

	private ApplicationContextRunner worker() {
		return this.runner.withInitializer((context) -> context.getBeanFactory()
			.registerSingleton(WorkerRunListener.ASSIGNMENT_BEAN, this.assignment));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Tasks {

		private final CountDownLatch ran = new CountDownLatch(1);

		@Scheduled(fixedDelay = 1)
		void run() {
			this.ran.countDown();
		}

	}

}
