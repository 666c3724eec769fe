package io.rpcparallel;

import java.util.List;

/**
 * A worker has other functions than its master, or has them in another order, so that
 * their numbers would not mean the same. The usual reasons: a bean that depends on a
 * profile, on the web environment or on a program argument that workers don't get, or
 * classes that were replaced while the master ran.
 *
 * @since 0.1.0
 */
public class FunctionRegistryMismatchException extends WorkerStartException {

	private final List<String> differences;

	/**
	 * Create an exception for a worker whose functions differ.
	 * @param workerName the name of the worker
	 * @param differences what differs, a line each
	 * @param lastLines the last lines the process wrote
	 */
	public FunctionRegistryMismatchException(String workerName, List<String> differences, List<String> lastLines) {
		super(workerName,
				"its @WorkerFunction and WorkerType beans are not the master's. Declare them so that they don't depend "
						+ "on profiles, web environment or program arguments. In a test, declare them in the application, in a "
						+ "nested @TestConfiguration, or in what @Import or @SpringBootTest(classes = ...) names: what test "
						+ "slices, initializers and bean overrides do stays in the test. Differences: "
						+ String.join("; ", differences),
				null, lastLines, null);
		this.differences = List.copyOf(differences);
	}

	/**
	 * Return what differs.
	 * @return the differences, a line each
	 */
	public List<String> getDifferences() {
		return this.differences;
	}

}
