package io.rpcparallel.bootstrap;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Switches {@code @Scheduled} off in a worker.
 */
public class ScheduledTasksSuppressor implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		String name = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME;
		boolean worker = registry instanceof BeanFactory beanFactory
				&& beanFactory.getBeanProvider(WorkerAssignment.class).getIfAvailable() != null;
		if (worker && registry.containsBeanDefinition(name)) {
			registry.removeBeanDefinition(name);
		}
	}

}
