package io.rpcparallel.launch;

import java.util.List;

import org.springframework.util.Assert;

/**
 * What to run in a worker: the application's own entry point.
 *
 * @param mainClass the name of the class with the {@code main} method
 * @param arguments the arguments of the {@code main} method
 * @since 0.1.0
 */
public record ApplicationEntry(String mainClass, List<String> arguments) {

	/**
	 * Create an entry point.
	 * @throws IllegalArgumentException if the main class is blank
	 */
	public ApplicationEntry {
		Assert.hasText(mainClass, "'mainClass' must not be blank");
		arguments = List.copyOf(arguments);
	}

}
