package io.rpcparallel.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.call.CallObservations;
import io.rpcparallel.observation.CallerObservationConvention;
import io.rpcparallel.observation.MicrometerCallObservations;
import io.rpcparallel.observation.WorkerObservationConvention;

/**
 * Auto-configuration for observations of calls, in masters and in workers.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { RpcParallelAutoConfiguration.class, ObservationAutoConfiguration.class })
@ConditionalOnClass({ ObservationRegistry.class, ObservationAutoConfiguration.class })
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "rpc-parallel.calls.observation-enabled", matchIfMissing = true)
public final class RpcParallelObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CallObservations.class)
	MicrometerCallObservations rpcParallelCallObservations(ObservationRegistry registry,
			ObjectProvider<CallerObservationConvention> callerConvention,
			ObjectProvider<WorkerObservationConvention> workerConvention) {
		return new MicrometerCallObservations(registry, callerConvention.getIfAvailable(),
				workerConvention.getIfAvailable());
	}

}
