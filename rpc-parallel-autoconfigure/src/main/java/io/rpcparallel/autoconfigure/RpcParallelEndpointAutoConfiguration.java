package io.rpcparallel.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.WorkerEngine;
import io.rpcparallel.actuate.WorkerFunctionsEndpoint;
import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Auto-configuration for {@link WorkersEndpoint} and {@link WorkerFunctionsEndpoint}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcParallelAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(WorkerTable.class)
public final class RpcParallelEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	WorkersEndpoint workersEndpoint(WorkerTable table, WorkerFunctionRegistry registry,
			ObjectProvider<WorkerEngine> engine) {
		return new WorkersEndpoint(table, registry, engine::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	WorkerFunctionsEndpoint workerFunctionsEndpoint(WorkerFunctionRegistry registry) {
		return new WorkerFunctionsEndpoint(registry);
	}

}
