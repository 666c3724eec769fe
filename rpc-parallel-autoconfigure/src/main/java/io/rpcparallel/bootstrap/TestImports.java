package io.rpcparallel.bootstrap;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Imports what a test class imports, as the test framework does for the context of the
 * test: as a class that is imported itself, before the sources.
 */
final class TestImports implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String TEST_CLASS_BEAN = "rpcParallelImportingTestClass";

	private final Class<?> testClass;

	TestImports(Class<?> testClass) {
		this.testClass = testClass;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getBeanFactory().registerSingleton(TEST_CLASS_BEAN, this.testClass);
		new AnnotatedBeanDefinitionReader((BeanDefinitionRegistry) context.getBeanFactory(), context.getEnvironment())
			.register(Importing.class);
	}

	@Import(Selector.class)
	static class Importing {

	}

	static class Selector implements ImportSelector {

		private final BeanFactory beanFactory;

		Selector(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		@Override
		public String[] selectImports(AnnotationMetadata importing) {
			return new String[] { this.beanFactory.getBean(TEST_CLASS_BEAN, Class.class).getName() };
		}

	}

}
