package io.rpcparallel.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Finds the functions and worker types among the bean definitions, in their order and
 * without creating any of the beans.
 */
class WorkerFunctionRegistrar {

	private static final String FUNCTION_EXAMPLE = "RpcFunction<Counter, Integer, Integer> add()";

	private static final String TYPE_EXAMPLE = "WorkerType<Counter, Integer> counter()";

	private static final String SESSION_EXAMPLE = "SessionType<Counter, Visit, String> visit()";

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<RegisteredFunction> functions = new ArrayList<>();

	private final List<RegisteredWorkerType> workerTypes = new ArrayList<>();

	private final List<RegisteredSessionType> sessionTypes = new ArrayList<>();

	private final Map<Class<?>, String> annotatedClasses = new HashMap<>();

	WorkerFunctionRegistrar(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	WorkerFunctionRegistry register(Function<List<ResolvableType>, List<String>> codecs) {
		// Without creating factory beans, which may be too early for them
		Set<String> types = Set.of(this.beanFactory.getBeanNamesForType(WorkerType.class, true, false));
		Set<String> sessions = Set.of(this.beanFactory.getBeanNamesForType(SessionType.class, true, false));
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (this.beanFactory.getMergedBeanDefinition(name).isAbstract()) {
				continue;
			}
			if (this.beanFactory.findAnnotationOnBean(name, WorkerFunction.class, false) != null) {
				registerFunction(name);
			}
			else if (types.contains(name)) {
				registerWorkerType(name);
			}
			else if (sessions.contains(name)) {
				registerSessionType(name);
			}
		}
		return new WorkerFunctionRegistry(this.beanFactory, this.functions, this.workerTypes, this.sessionTypes,
				codecs);
	}

	private void registerFunction(String name) {
		ResolvableType declared = declaredType(name);
		FunctionKind kind = kindOf(name, declared);
		refuseSecondDefinition(name);
		ResolvableType[] arguments = arguments(name, declared.as(kind.type()), FUNCTION_EXAMPLE);
		List<ResolvableType> payloads = new ArrayList<>();
		for (PayloadRole role : kind.payloads()) {
			payloads.add(DeclaredTypes.read(name, role + " type", FUNCTION_EXAMPLE, declared,
					arguments[payloads.size() + 1]));
		}
		this.functions.add(new RegisteredFunction(this.functions.size(), name, kind,
				DeclaredTypes.read(name, "state type", FUNCTION_EXAMPLE, declared, arguments[0]), payloads));
	}

	private void registerWorkerType(String name) {
		ResolvableType declared = declaredType(name);
		ResolvableType[] arguments = arguments(name, declared.as(WorkerType.class), TYPE_EXAMPLE);
		this.workerTypes.add(new RegisteredWorkerType(this.workerTypes.size(), name,
				DeclaredTypes.read(name, "state type", TYPE_EXAMPLE, declared, arguments[0]),
				DeclaredTypes.read(name, "init argument type", TYPE_EXAMPLE, declared, arguments[1])));
	}

	private void registerSessionType(String name) {
		ResolvableType declared = declaredType(name);
		ResolvableType[] arguments = arguments(name, declared.as(SessionType.class), SESSION_EXAMPLE);
		this.sessionTypes.add(new RegisteredSessionType(this.sessionTypes.size(), name,
				DeclaredTypes.read(name, "worker state type", SESSION_EXAMPLE, declared, arguments[0]),
				DeclaredTypes.read(name, "state type", SESSION_EXAMPLE, declared, arguments[1]),
				DeclaredTypes.read(name, "init argument type", SESSION_EXAMPLE, declared, arguments[2])));
	}

	private FunctionKind kindOf(String name, ResolvableType declared) {
		for (FunctionKind kind : FunctionKind.values()) {
			if (declared.as(kind.type()) != ResolvableType.NONE) {
				return kind;
			}
		}
		Class<?> type = declared.resolve(Object.class);
		boolean tooWide = type.isAssignableFrom(RemoteFunction.class) || RemoteFunction.class.isAssignableFrom(type);
		throw new InvalidWorkerFunctionException(name,
				"it is annotated with @WorkerFunction but declared as '%s', which is none of the kinds of functions."
					.formatted(type.getName()),
				tooWide ? "Declare its kind, for example '%s'.".formatted(FUNCTION_EXAMPLE)
						: "Implement RpcFunction, StatelessRpcFunction or another kind of RemoteFunction, or remove @WorkerFunction.");
	}

	private ResolvableType[] arguments(String name, ResolvableType type, String example) {
		ResolvableType[] arguments = type.getGenerics();
		if (arguments.length == 0 || type.getType() instanceof Class<?>) {
			throw new InvalidWorkerFunctionException(name,
					"it is declared with the raw type '%s', which leaves its types open."
						.formatted(type.resolve(Object.class).getSimpleName()),
					"Declare the bean with all type arguments written out, for example '%s'. On a @Bean method the return type is what counts."
						.formatted(example));
		}
		return arguments;
	}

	// A class that is a function itself can be found by scanning and declared by a
	// {@code @Bean} method too: two numbers for what is meant to be one function.
	private void refuseSecondDefinition(String name) {
		Class<?> type = this.beanFactory.getType(name, false);
		if (type == null || !AnnotatedElementUtils.isAnnotated(type, WorkerFunction.class)) {
			return;
		}
		String other = this.annotatedClasses.putIfAbsent(type, name);
		if (other != null) {
			throw twice(name, other);
		}
	}

	static InvalidWorkerFunctionException twice(String name, String other) {
		return new InvalidWorkerFunctionException(name,
				"it is the same function as bean '%s', registered twice.".formatted(other),
				"Keep one of the two: either annotate the class and let it be scanned, or declare it in a @Bean method. For two differing functions of one class, move @WorkerFunction from the class to the @Bean methods and return a new instance from each.");
	}

	private ResolvableType declaredType(String name) {
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(name);
		Class<?> type = this.beanFactory.getType(name, false);
		ResolvableType declared = definition.getResolvableType();
		return (declared.resolve() == null && type != null) ? ResolvableType.forClass(type) : declared;
	}

}
