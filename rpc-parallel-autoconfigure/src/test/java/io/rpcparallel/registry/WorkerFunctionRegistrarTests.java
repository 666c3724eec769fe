package io.rpcparallel.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerFunctionRegistrar}.
 */
class WorkerFunctionRegistrarTests {

	@Test
	void functionsAndTypesAreNumberedInTheOrderOfTheirDefinitions() {
		WorkerFunctionRegistry registry = register(Scanned.class, Mixed.class);
		assertThat(registry.functions()).extracting(RegisteredFunction::name)
			.containsExactly("workerFunctionRegistrarTests.Scanned", "zebra", "ape");
		assertThat(registry.functions()).extracting(RegisteredFunction::index).containsExactly(0, 1, 2);
		assertThat(registry.functions()).extracting(RegisteredFunction::kind)
			.containsExactly(FunctionKind.RPC, FunctionKind.RPC, FunctionKind.ASYNC_RPC);
		assertThat(registry.workerTypes()).extracting(RegisteredWorkerType::name).containsExactly("second", "first");
		assertThat(registry.workerTypes()).extracting(RegisteredWorkerType::index).containsExactly(0, 1);
	}

	@Test
	void theOrderFollowsTheDefinitionsAndNotTheNames() {
		assertThat(register(SortPages.class, Scanned.class).functions()).extracting(RegisteredFunction::name)
			.containsExactly("workerFunctionRegistrarTests.SortPages", "workerFunctionRegistrarTests.Scanned");
		assertThat(register(Scanned.class, SortPages.class).functions()).extracting(RegisteredFunction::name)
			.containsExactly("workerFunctionRegistrarTests.Scanned", "workerFunctionRegistrarTests.SortPages");
	}

	@Test
	void describeWritesALineForEachFunctionAndThenForEachType() {
		String list = "java.util.List<java.lang.String>";
		assertThat(register(Mixed.class).describe()).containsExactly(
				"function 'zebra' RpcFunction<java.lang.Object, java.util.Map<java.lang.String, %s>, java.lang.String>"
					.formatted(list),
				"function 'ape' AsyncRpcFunction<java.lang.StringBuilder, java.lang.Integer, %s>".formatted(list),
				"worker type 'second' WorkerType<java.lang.StringBuilder, java.lang.Integer>",
				"worker type 'first' WorkerType<java.lang.StringBuilder, %s>".formatted(list));
	}

	@Test
	void arraysOptionalsAndNestedGenericsAreReadInFull() {
		assertThat(describe(Types.class)).containsExactly("bytes Integer byte[]",
				"lists List<String>[] Optional<List<Integer[]>>", "matrix int[][] Void");
	}

	@Test
	void typeArgumentsAreResolvedThroughAGenericSuperclass() {
		assertThat(describe(SortPages.class, Inherited.class)).containsExactly(
				"workerFunctionRegistrarTests.SortPages List<Page<Integer>> Page<Integer>[]",
				"sortByBean List<Page<Integer>> Page<Integer>[]", "generic List<Page<String>> Page<String>[]");
	}

	@Test
	void abstractDefinitionsAreTemplatesAndNoFunctions() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			RootBeanDefinition template = new RootBeanDefinition(Scanned.class);
			template.setAbstract(true);
			context.registerBeanDefinition("template", template);
			context.registerBeanDefinition("noClass", abstractWithoutClass());
			context.refresh();
			assertThat(WorkerFunctionRegistry.of(context.getBeanFactory()).functions()).isEmpty();
		}
	}

	@Test
	void readingTheDefinitionsCreatesNoBean() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setAllowBeanDefinitionOverriding(false);
			context.addBeanFactoryPostProcessor(
					(beanFactory) -> beanFactory.registerSingleton("registry", WorkerFunctionRegistry.of(beanFactory)));
			context.register(Expensive.class);
			Expensive.created = false;
			context.addBeanFactoryPostProcessor(
					(beanFactory) -> beanFactory.getBeanDefinition("expensive").setLazyInit(true));
			context.refresh();
			WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(context.getBeanFactory());
			assertThat(Expensive.created).isFalse();
			registry.bean(registry.functions().get(0));
			assertThat(Expensive.created).isTrue();
		}
	}

	private static RootBeanDefinition abstractWithoutClass() {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setAbstract(true);
		return definition;
	}

	private static List<String> describe(Class<?>... classes) {
		return register(classes).functions()
			.stream()
			.map((function) -> "%s %s %s".formatted(function.name(), function.payload(PayloadRole.QUERY),
					function.payload(PayloadRole.RESULT)))
			.map((line) -> line.replaceAll("[a-z]+\\.[a-z.]+\\.", "").replaceAll("WorkerFunctionRegistrarTests\\$", ""))
			.toList();
	}

	private static WorkerFunctionRegistry register(Class<?>... classes) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(classes)) {
			return WorkerFunctionRegistry.of(context.getBeanFactory());
		}
	}

	record Page<T>(List<T> items) {

	}

	@WorkerFunction
	static class Scanned implements StatelessRpcFunction<String, Long> {

		@Override
		public Long call(String query) {
			return 1L;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mixed {

		@Bean
		WorkerType<StringBuilder, Integer> second() {
			return StringBuilder::new;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Map<String, List<String>>, String> zebra() {
			return Object::toString;
		}

		@Bean
		String noFunction() {
			return "";
		}

		@Bean
		@WorkerFunction
		AsyncRpcFunction<StringBuilder, Integer, List<String>> ape() {
			return (state, query) -> Mono.just(List.of());
		}

		@Bean
		WorkerType<StringBuilder, List<String>> first() {
			return (list) -> new StringBuilder(list.toString());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Types {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Integer, byte[]> bytes() {
			return byte[]::new;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<List<String>[], Optional<List<Integer[]>>> lists() {
			return (query) -> Optional.empty();
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<int[][], Void> matrix() {
			return (query) -> null;
		}

	}

	static class Sort<T> implements StatelessRpcFunction<List<Page<T>>, Page<T>[]> {

		@Override
		@SuppressWarnings({ "unchecked", "rawtypes" })
		public Page<T>[] call(List<Page<T>> query) {
			return query.toArray(new Page[0]);
		}

	}

	static class SortIntegers extends Sort<Integer> {

	}

	@WorkerFunction
	static class SortPages extends Sort<Integer> {

	}

	@Configuration(proxyBeanMethods = false)
	static class Inherited {

		@Bean
		@WorkerFunction
		SortIntegers sortByBean() {
			return new SortIntegers();
		}

		@Bean
		@WorkerFunction
		Sort<String> generic() {
			return new Sort<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Expensive {

		private static boolean created;

		@Bean
		@WorkerFunction
		static StatelessRpcFunction<String, String> expensive() {
			created = true;
			return (text) -> text;
		}

		@Bean
		static RpcFunction<Object, String, String> notAnnotated() {
			return (state, text) -> text;
		}

	}

}
