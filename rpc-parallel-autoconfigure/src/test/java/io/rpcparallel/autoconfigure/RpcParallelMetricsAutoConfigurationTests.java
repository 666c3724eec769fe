package io.rpcparallel.autoconfigure;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.rpcparallel.CrashCause;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.SpawnStart;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.metrics.MicrometerMasterListener;
import io.rpcparallel.metrics.WorkerMeters;
import io.rpcparallel.metrics.WorkerSlots;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcParallelMetricsAutoConfiguration}.
 */
class RpcParallelMetricsAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(JacksonAutoConfiguration.class, RSocketStrategiesAutoConfiguration.class,
					RpcParallelAutoConfiguration.class, RpcParallelMetricsAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void workersSpawnsAndDeathsAreMeasured() {
		this.runner.run((context) -> {
			TestWorker.up(context.getBean(WorkerTable.class), "one", 4711);
			context.getBean(MasterListener.class).spawned("one", SpawnStart.CACHED, Duration.ofMillis(5), null);
			context.getBean(MasterListener.class).ended("two", CrashCause.KILLED_FOR_MEMORY);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("rpc.parallel.workers").tag("state", "up").gauge().value()).isEqualTo(1);
			assertThat(registry.get("rpc.parallel.connections.refused").functionCounter().count()).isZero();
			assertThat(registry.get("rpc.parallel.data.sent").functionCounter().count()).isZero();
			assertThat(
					registry.get("rpc.parallel.spawns").tags("outcome", "success", "start", "cached").timer().count())
				.isEqualTo(1);
			assertThat(registry.get("rpc.parallel.deaths").tag("cause", "killed-for-memory").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("rpc.parallel.worker.heartbeat.age").tag("slot", "0").timeGauge().value())
				.isNotNegative();
		});
	}

	@Test
	void whatTheUserSaysOfMetersAppliesToThem() {
		this.runner
			.withPropertyValues("management.metrics.enable.rpc.parallel=false", "management.metrics.tags.crew=night")
			.run((context) -> {
				context.getBean(MasterListener.class).spawned("one", SpawnStart.COLD, Duration.ofMillis(5), null);
				assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
			});
	}

	@Test
	void theUsersOwnReplaceOurs() {
		MeterRegistry registry = new SimpleMeterRegistry();
		MicrometerMasterListener listener = new MicrometerMasterListener(registry,
				new WorkerSlots(registry, new WorkerTable(Duration.ZERO), 1));
		this.runner.withBean(MicrometerMasterListener.class, () -> listener)
			.run((context) -> assertThat(context).getBean(MicrometerMasterListener.class).isSameAs(listener));
	}

	@Test
	void withoutARegistryNothingIsMeasured() {
		this.withoutRegistry.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(WorkerMeters.class)
			.doesNotHaveBean(MasterListener.class));
	}

	@Test
	void withoutMicrometerOnTheClassPathTheRestIsThere() {
		this.withoutRegistry
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer",
					"io.rpcparallel.metrics"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(WorkerTemplate.class)
				.doesNotHaveBean(MasterListener.class));
	}

}
