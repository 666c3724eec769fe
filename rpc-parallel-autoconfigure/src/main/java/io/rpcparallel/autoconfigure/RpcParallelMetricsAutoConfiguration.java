package io.rpcparallel.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.call.StreamElements;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.metrics.CallMeterDescriptions;
import io.rpcparallel.metrics.ConnectionMeters;
import io.rpcparallel.metrics.MicrometerMasterListener;
import io.rpcparallel.metrics.StreamElementMeters;
import io.rpcparallel.metrics.WorkerMeters;
import io.rpcparallel.metrics.WorkerSlots;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.Traffic;

/**
 * Auto-configuration for meters of workers, spawns, streams and connections. Those of
 * calls come from their observations.
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
	static CallMeterDescriptions callMeterDescriptions() {
		return new CallMeterDescriptions();
	}

	@Bean
	@ConditionalOnMissingBean
	ConnectionMeters connectionMeters(RefusedConnections refused, Traffic traffic) {
		return new ConnectionMeters(refused, traffic);
	}

	@Bean
	@ConditionalOnMissingBean(StreamElements.class)
	StreamElementMeters streamElementMeters(WorkerFunctionRegistry functions) {
		return new StreamElementMeters(functions.functions());
	}

	@Bean
	@ConditionalOnMissingBean
	MicrometerMasterListener micrometerMasterListener(MeterRegistry registry, WorkerTable table,
			RpcParallelProperties properties) {
		return new MicrometerMasterListener(registry,
				new WorkerSlots(registry, table, properties.metrics().workerSlots()));
	}

}
