package io.rpcparallel.registry;

import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for the mistakes in declarations that the registry refuses.
 */
class InvalidWorkerFunctionTests {

	private static final String EXAMPLE = "RpcFunction<Counter, Integer, Integer> add()";

	@Test
	void rawFunctionTypeFailsWithTheExampleOfAFullDeclaration() {
		refuses(Raw.class, "raw", "it is declared with the raw type 'RpcFunction'", EXAMPLE);
	}

	@Test
	void rawWorkerTypeFailsWithTheExampleOfAFullDeclaration() {
		refuses(RawType.class, "rawType", "it is declared with the raw type 'WorkerType'",
				"WorkerType<Counter, Integer> counter()");
	}

	@Test
	void rawTypeWithinAPayloadFailsWithItsName() {
		refuses(RawPayload.class, "rawPayload", "its result type uses the raw type 'java.util.List'", EXAMPLE);
	}

	@Test
	void wildcardFailsWithTheExampleOfAFullDeclaration() {
		refuses(Wildcard.class, "wildcard", "its query type uses the wildcard '? extends java.lang.Number'", EXAMPLE);
	}

	@Test
	void wildcardDeepInAPayloadFails() {
		refuses(DeepWildcard.class, "deepWildcard", "its result type uses the wildcard '?'", EXAMPLE);
	}

	@Test
	void openTypeVariableOfAMethodFails() {
		refuses(OpenMethod.class, "open", "its query type leaves the type variable 'Q' open", EXAMPLE);
	}

	@Test
	void openTypeVariableOfAClassFails() {
		refuses(OpenClass.class, "invalidWorkerFunctionTests.OpenClass",
				"its query type leaves the type variable 'Q' open", EXAMPLE);
	}

	@Test
	void annotatedBeanThatIsNoFunctionFails() {
		refuses(NoKind.class, "noKind", "declared as 'java.lang.String', which is none of the kinds of functions",
				"Implement RpcFunction, StatelessRpcFunction or another kind of RemoteFunction, or remove @WorkerFunction.");
	}

	@Test
	void methodThatReturnsTheCommonSupertypeIsToldToDeclareTheKind() {
		refuses(TooWide.class, "tooWide",
				"declared as 'io.rpcparallel.function.RemoteFunction', which is none of the kinds of functions",
				"Declare its kind, for example '" + EXAMPLE + "'.");
	}

	@Test
	void classThatIsFoundByScanningAndDeclaredByAMethodFails() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Twice.class,
				Length.class)) {
			assertThatExceptionOfType(InvalidWorkerFunctionException.class)
				.isThrownBy(() -> WorkerFunctionRegistry.of(context.getBeanFactory()))
				.withMessageContaining("it is the same function as bean ")
				.withMessageContaining("'invalidWorkerFunctionTests.Length'")
				.withMessageContaining("'length'")
				.satisfies(action("Keep one of the two"));
		}
	}

	@Test
	void twoInstancesOfAClassThatIsNotAnnotatedAreTwoFunctions() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(TwoInstances.class)) {
			WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(context.getBeanFactory());
			assertThat(registry.functions()).extracting(RegisteredFunction::name).containsExactly("plus1", "plus2");
			assertThatNoException().isThrownBy(registry::refuseDuplicates);
		}
	}

	@Test
	void oneInstanceUnderTwoNamesFailsOnceTheBeansExist() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(SameInstance.class)) {
			WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(context.getBeanFactory());
			assertThatExceptionOfType(InvalidWorkerFunctionException.class).isThrownBy(registry::refuseDuplicates)
				.withMessage(
						"Bean 'two' can't be called in workers: it is the same function as bean 'one', registered twice.")
				.satisfies(action("return a new instance from each"))
				.satisfies((ex) -> assertThat(ex.getBeanName()).isEqualTo("two"));
		}
	}

	private static void refuses(Class<?> configuration, String beanName, String problem, String action) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(configuration)) {
			assertThatExceptionOfType(InvalidWorkerFunctionException.class)
				.isThrownBy(() -> WorkerFunctionRegistry.of(context.getBeanFactory()))
				.withMessageStartingWith("Bean '%s' can't be called in workers: ".formatted(beanName))
				.withMessageContaining(problem)
				.satisfies((ex) -> assertThat(ex.getBeanName()).isEqualTo(beanName))
				.satisfies(action(action));
		}
	}

	private static Consumer<InvalidWorkerFunctionException> action(String text) {
		return (ex) -> assertThat(ex.getAction()).contains(text);
	}

	@SuppressWarnings("rawtypes")
	static class Raw {

		@Bean
		@WorkerFunction
		RpcFunction raw() {
			return (state, query) -> query;
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawType {

		@Bean
		WorkerType rawType() {
			return (argument) -> argument;
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawPayload {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, List> rawPayload() {
			return List::of;
		}

	}

	static class Wildcard {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<? extends Number, String> wildcard() {
			return Object::toString;
		}

	}

	static class DeepWildcard {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, List<List<?>>> deepWildcard() {
			return (query) -> List.of();
		}

	}

	static class OpenMethod {

		@Bean
		@WorkerFunction
		<Q> StatelessRpcFunction<Q, String> open() {
			return Object::toString;
		}

	}

	@WorkerFunction
	static class OpenClass<Q> implements StatelessRpcFunction<Q, String> {

		@Override
		public String call(Q query) {
			return "";
		}

	}

	static class NoKind {

		@Bean
		@WorkerFunction
		String noKind() {
			return "";
		}

	}

	static class TooWide {

		@Bean
		@WorkerFunction
		RemoteFunction<Object, String> tooWide() {
			return (StatelessRpcFunction<String, String>) (query) -> query;
		}

	}

	@WorkerFunction
	static class Length implements StatelessRpcFunction<String, Integer> {

		@Override
		public Integer call(String query) {
			return query.length();
		}

	}

	static class Twice {

		@Bean
		Length length() {
			return new Length();
		}

	}

	record Plus(int amount) implements StatelessRpcFunction<Integer, Integer> {

		@Override
		public Integer call(Integer query) {
			return query + this.amount;
		}

	}

	static class TwoInstances {

		@Bean
		@WorkerFunction
		Plus plus1() {
			return new Plus(1);
		}

		@Bean
		@WorkerFunction
		Plus plus2() {
			return new Plus(1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameInstance {

		private final StatelessRpcFunction<String, String> shared = (text) -> text;

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> one() {
			return this.shared;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> two() {
			return this.shared;
		}

	}

}
