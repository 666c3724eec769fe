package io.rpcparallel.autoconfigure;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.metrics.MicrometerMasterListener;
import io.rpcparallel.metrics.WorkerMeters;
import io.rpcparallel.transport.RefusedConnections;

/**
 * Auto-configuration for meters of workers, spawns, calls and refused connections.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { RpcParallelAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass({ MeterRegistry.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnBean({ MeterRegistry.class, WorkerTable.class })
public final class RpcParallelMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WorkerMeters workerMeters(WorkerTable table) {
		return new WorkerMeters(table);
	}

	@Bean
	MeterBinder refusedConnectionMeters(RefusedConnections refused) {
		return (registry) -> FunctionCounter
			.builder("rpc.parallel.connections.refused", refused, RefusedConnections::count)
			.description("Connections to this process that were refused, or ended for what they sent")
			.baseUnit("connections")
			.register(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	MicrometerMasterListener micrometerMasterListener(MeterRegistry registry) {
		return new MicrometerMasterListener(registry);
	}

}
