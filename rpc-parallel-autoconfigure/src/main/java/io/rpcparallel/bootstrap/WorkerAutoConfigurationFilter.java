package io.rpcparallel.bootstrap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out of a worker's context the auto-configurations of what a headless process
 * never has, such as servers, endpoints and exporters: each class that is not loaded
 * makes a worker start sooner. In a master it leaves out nothing.
 */
public class WorkerAutoConfigurationFilter
		implements AutoConfigurationImportFilter, BeanFactoryAware, EnvironmentAware {

	private boolean worker;

	private @Nullable Environment environment;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		// Not by the mode of the process: a further application in it is not the worker
		this.worker = beanFactory.containsBean(WorkerRunListener.ASSIGNMENT_BEAN);
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses,
			AutoConfigurationMetadata autoConfigurationMetadata) {
		LeanAutoConfigurations lean = (this.worker && this.environment != null)
				? LeanAutoConfigurations.of(this.environment) : LeanAutoConfigurations.ALL;
		boolean[] match = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < match.length; i++) {
			String name = autoConfigurationClasses[i];
			match[i] = name != null && lean.has(name);
		}
		return match;
	}

}
