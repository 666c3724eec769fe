package io.rpcparallel.registry;

import java.lang.reflect.Proxy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerFunctionRegistry}.
 */
class WorkerFunctionRegistryTests {

	private AnnotationConfigApplicationContext context;

	private WorkerFunctionRegistry registry;

	@BeforeEach
	void register() {
		this.context = new AnnotationConfigApplicationContext(Functions.class);
		this.registry = WorkerFunctionRegistry.of(this.context.getBeanFactory());
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void aBeanIsTheTokenOfItsFunction() {
		assertThat(this.registry.find(function("plain"))).isEqualTo(this.registry.functions().get(0));
	}

	@Test
	void anObjectThatIsNoBeanIsNotFound() {
		StatelessRpcFunction<String, String> stranger = (text) -> text;
		WorkerType<String, String> strangeType = (text) -> text;
		assertThat(this.registry.find(stranger)).isNull();
		assertThat(this.registry.find(strangeType)).isNull();
		assertThat(this.registry.find(function("notAnnotated"))).isNull();
	}

	@Test
	void theProxyOfABeanAndItsTargetAreTheSameToken() {
		StatelessRpcFunction<String, String> proxy = function("proxied");
		assertThat(Proxy.isProxyClass(proxy.getClass())).isTrue();
		assertThat(this.registry.find(proxy)).extracting(RegisteredFunction::name).isEqualTo("proxied");
		assertThat(this.registry.find(ProxyBeans.target)).extracting(RegisteredFunction::name).isEqualTo("proxied");
	}

	@Test
	void whatIsInjectedLazilyIsTheTokenToo() {
		StatelessRpcFunction<String, String> token = this.context.getBean(LazyUser.class).function;
		assertThat(token).isNotSameAs(function("plain"));
		assertThat(this.registry.find(token)).extracting(RegisteredFunction::name).isEqualTo("plain");
	}

	@Test
	void aWorkerTypeIsFoundByItsBean() {
		WorkerType<?, ?> type = this.context.getBean(WorkerType.class);
		assertThat(this.registry.find(type)).isEqualTo(this.registry.workerTypes().get(0));
		assertThat(this.registry.bean(this.registry.workerTypes().get(0))).isSameAs(type);
	}

	@Test
	void lookingForATokenCreatesNoLazyBean() {
		StatelessRpcFunction<String, String> stranger = (text) -> text;
		assertThat(this.registry.find(stranger)).isNull();
		assertThat(this.context.getBeanFactory().containsSingleton("lazy")).isFalse();
		RegisteredFunction lazy = this.registry.functions().get(2);
		assertThat(this.registry.find((StatelessRpcFunction<?, ?>) this.registry.bean(lazy))).isEqualTo(lazy);
	}

	@Test
	void theListsAreFixed() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.registry.functions().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.registry.workerTypes().clear());
	}

	@SuppressWarnings("unchecked")
	private StatelessRpcFunction<String, String> function(String name) {
		return this.context.getBean(name, StatelessRpcFunction.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		LazyUser lazyUser(@Lazy @Qualifier("plain") StatelessRpcFunction<String, String> function) {
			return new LazyUser(function);
		}

		@Bean
		static ProxyBeans proxyBeans() {
			return new ProxyBeans();
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> plain() {
			return (text) -> text;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> proxied() {
			return (text) -> text;
		}

		@Bean
		@Lazy
		@WorkerFunction
		StatelessRpcFunction<String, String> lazy() {
			return (text) -> text;
		}

		@Bean
		StatelessRpcFunction<String, String> notAnnotated() {
			return (text) -> text;
		}

		@Bean
		WorkerType<StringBuilder, String> type() {
			return StringBuilder::new;
		}

	}

	/**
	 * Does what an aspect does to a function bean.
	 */
	static class LazyUser {

		private final StatelessRpcFunction<String, String> function;

		LazyUser(StatelessRpcFunction<String, String> function) {
			this.function = function;
		}

	}

	static class ProxyBeans implements BeanPostProcessor {

		private static StatelessRpcFunction<?, ?> target;

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!beanName.equals("proxied")) {
				return bean;
			}
			target = (StatelessRpcFunction<?, ?>) bean;
			ProxyFactory proxyFactory = new ProxyFactory(bean);
			return proxyFactory.getProxy();
		}

	}

}
