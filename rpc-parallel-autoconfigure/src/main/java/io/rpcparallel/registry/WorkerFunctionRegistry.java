package io.rpcparallel.registry;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.WorkerType;

/**
 * The functions and worker types of the application, numbered by bean-definition order.
 * Immutable; master and worker hold equal ones, or the worker does not start.
 */
public final class WorkerFunctionRegistry {

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<RegisteredFunction> functions;

	private final List<RegisteredWorkerType> workerTypes;

	private final List<RegisteredSessionType> sessionTypes;

	private final String fingerprint;

	WorkerFunctionRegistry(ConfigurableListableBeanFactory beanFactory, List<RegisteredFunction> functions,
			List<RegisteredWorkerType> workerTypes, List<RegisteredSessionType> sessionTypes) {
		this.beanFactory = beanFactory;
		this.functions = List.copyOf(functions);
		this.workerTypes = List.copyOf(workerTypes);
		this.sessionTypes = List.copyOf(sessionTypes);
		this.fingerprint = Fingerprint.of(describe());
	}

	/**
	 * Read the functions and worker types from bean definitions.
	 * @param beanFactory the bean factory of the application
	 * @return the registry
	 * @throws InvalidWorkerFunctionException if one is declared in a way that can't work
	 */
	public static WorkerFunctionRegistry of(ConfigurableListableBeanFactory beanFactory) {
		return new WorkerFunctionRegistrar(beanFactory).register();
	}

	/**
	 * Return all functions.
	 * @return the functions, each at its index
	 */
	public List<RegisteredFunction> functions() {
		return this.functions;
	}

	/**
	 * Return all worker types.
	 * @return the worker types, each at its index
	 */
	public List<RegisteredWorkerType> workerTypes() {
		return this.workerTypes;
	}

	/**
	 * Return all session types.
	 * @return the session types, each at its index
	 */
	public List<RegisteredSessionType> sessionTypes() {
		return this.sessionTypes;
	}

	/**
	 * Describe functions, worker types and session types, one a line: what has to be
	 * equal in master and worker.
	 * @return a line for each
	 */
	public List<String> describe() {
		return Stream
			.of(this.functions.stream().map(RegisteredFunction::describe),
					this.workerTypes.stream().map(RegisteredWorkerType::describe),
					this.sessionTypes.stream().map(RegisteredSessionType::describe))
			.flatMap(Function.identity())
			.toList();
	}

	/**
	 * Return what two processes compare to know that their functions have the same
	 * numbers.
	 * @return a hash of {@link #describe()}
	 */
	public String fingerprint() {
		return this.fingerprint;
	}

	/**
	 * Find the function that a bean is.
	 * @param token the bean
	 * @return the function, or {@code null} if the object is none of the beans
	 */
	public @Nullable RegisteredFunction find(RemoteFunction<?, ?> token) {
		return find(this.functions, RegisteredFunction::name, token);
	}

	/**
	 * Find the worker type that a bean is.
	 * @param token the bean
	 * @return the worker type, or {@code null} if the object is none of the beans
	 */
	public @Nullable RegisteredWorkerType find(WorkerType<?, ?> token) {
		return find(this.workerTypes, RegisteredWorkerType::name, token);
	}

	/**
	 * Find the session type that a bean is.
	 * @param token the bean
	 * @return the session type, or {@code null} if the object is none of the beans
	 */
	public @Nullable RegisteredSessionType find(SessionType<?, ?, ?> token) {
		return find(this.sessionTypes, RegisteredSessionType::name, token);
	}

	/**
	 * Return the bean that executes a function, which is created now if it was not yet.
	 * @param function the function
	 * @return its bean
	 */
	public RemoteFunction<?, ?> bean(RegisteredFunction function) {
		return this.beanFactory.getBean(function.name(), RemoteFunction.class);
	}

	/**
	 * Return the bean that creates a worker type's state, which is created now if it was
	 * not yet.
	 * @param workerType the worker type
	 * @return its bean
	 */
	public WorkerType<?, ?> bean(RegisteredWorkerType workerType) {
		return this.beanFactory.getBean(workerType.name(), WorkerType.class);
	}

	/**
	 * Return the bean that creates a session type's state, which is created now if it was
	 * not yet.
	 * @param sessionType the session type
	 * @return its bean
	 */
	public SessionType<?, ?, ?> bean(RegisteredSessionType sessionType) {
		return this.beanFactory.getBean(sessionType.name(), SessionType.class);
	}

	/**
	 * Check that no function is registered under two names. Looks only at beans that
	 * exist already.
	 * @throws InvalidWorkerFunctionException if one is
	 */
	public void refuseDuplicates() {
		Map<Object, String> names = new IdentityHashMap<>();
		for (RegisteredFunction function : this.functions) {
			Object bean = this.beanFactory.getSingleton(function.name());
			String other = (bean != null) ? names.putIfAbsent(bean, function.name()) : null;
			if (other != null) {
				throw WorkerFunctionRegistrar.twice(function.name(), other);
			}
		}
	}

	private <T> @Nullable T find(List<T> registered, Function<T, String> name, Object token) {
		for (T each : registered) {
			if (isBean(name.apply(each), token)) {
				return each;
			}
		}
		Object bean = behind(token);
		return (bean != token) ? find(registered, name, bean) : null;
	}

	// Whoever holds the bean got it from the bean factory, so it exists: nothing needs to
	// be created to find it.
	private boolean isBean(String name, Object token) {
		Object bean = this.beanFactory.getSingleton(name);
		return bean == token || (bean != null && AopProxyUtils.getSingletonTarget(bean) == token);
	}

	// What is injected lazily is a proxy that looks for the bean
	private static Object behind(Object token) {
		if (token instanceof Advised proxy && !(proxy.getTargetSource() instanceof SingletonTargetSource)) {
			try {
				Object bean = proxy.getTargetSource().getTarget();
				return (bean != null) ? bean : token;
			}
			catch (Exception ex) {
				throw new IllegalStateException("No bean is behind " + proxy.toProxyConfigString(), ex);
			}
		}
		return token;
	}

}
