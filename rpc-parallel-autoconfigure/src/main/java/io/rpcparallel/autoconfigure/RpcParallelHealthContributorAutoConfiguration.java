package io.rpcparallel.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.health.WorkersHealthContributor;
import io.rpcparallel.master.WorkerTable;

/**
 * Auto-configuration for {@link WorkersHealthContributor}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcParallelAutoConfiguration.class, before = HealthContributorAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(WorkerTable.class)
@ConditionalOnEnabledHealthIndicator("rpcparallel")
public final class RpcParallelHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "rpcParallelHealthIndicator", "rpcParallelHealthContributor" })
	WorkersHealthContributor rpcParallelHealthContributor(WorkerTable table, RpcParallelProperties properties) {
		RpcParallelProperties.Health health = properties.health();
		// The names of the constants are the codes of the statuses
		return new WorkersHealthContributor(table, health.heartbeatLimit(), new Status(health.changing().name()));
	}

}
