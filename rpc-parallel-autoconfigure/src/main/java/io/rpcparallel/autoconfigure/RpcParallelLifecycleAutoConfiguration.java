package io.rpcparallel.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;

import io.rpcparallel.bootstrap.ScheduledTasksSuppressor;
import io.rpcparallel.bootstrap.WorkerLifecycleProcessor;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Auto-configuration that keeps a worker headless: no listeners, servers or scheduled
 * tasks. In a master it changes nothing.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = LifecycleAutoConfiguration.class)
@EnableConfigurationProperties(LifecycleProperties.class)
public final class RpcParallelLifecycleAutoConfiguration {

	@Bean(name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
	@ConditionalOnMissingBean(name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME,
			search = SearchStrategy.CURRENT)
	WorkerLifecycleProcessor lifecycleProcessor(ObjectProvider<WorkerAssignment> assignment,
			LifecycleProperties properties) {
		WorkerLifecycleProcessor processor = new WorkerLifecycleProcessor(assignment.getIfAvailable() != null);
		processor.setTimeoutPerShutdownPhase(properties.getTimeoutPerShutdownPhase().toMillis());
		return processor;
	}

	@Bean
	static ScheduledTasksSuppressor rpcParallelScheduledTasksSuppressor() {
		return new ScheduledTasksSuppressor();
	}

}
