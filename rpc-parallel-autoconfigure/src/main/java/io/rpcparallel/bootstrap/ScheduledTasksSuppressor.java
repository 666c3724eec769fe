package io.rpcparallel.bootstrap;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * Switches {@code @Scheduled} off in a worker.
 */
public class ScheduledTasksSuppressor implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		String name = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME;
		// By name, since a look-up by type would create factory beans this early
		boolean worker = registry instanceof BeanFactory beanFactory
				&& beanFactory.containsBean(WorkerRunListener.ASSIGNMENT_BEAN);
		if (worker && registry.containsBeanDefinition(name)) {
			registry.removeBeanDefinition(name);
		}
	}

}
