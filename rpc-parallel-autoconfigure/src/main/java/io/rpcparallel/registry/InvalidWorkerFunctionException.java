package io.rpcparallel.registry;

/**
 * A {@code @WorkerFunction} or {@code WorkerType} bean is declared in a way that can't
 * work. Ends the start of the application, with a failure analysis.
 */
public class InvalidWorkerFunctionException extends RuntimeException {

	private final String beanName;

	private final String action;

	/**
	 * Create an exception for a bean.
	 * @param beanName the name of the bean
	 * @param problem what is wrong with it, in a sentence
	 * @param action how to mend it, in a sentence
	 */
	public InvalidWorkerFunctionException(String beanName, String problem, String action) {
		super("Bean '%s' can't be called in workers: %s".formatted(beanName, problem));
		this.beanName = beanName;
		this.action = action;
	}

	/**
	 * Return the bean that is at fault.
	 * @return the name of the bean
	 */
	public String getBeanName() {
		return this.beanName;
	}

	/**
	 * Return how to mend it.
	 * @return what to do, in a sentence
	 */
	public String getAction() {
		return this.action;
	}

}
