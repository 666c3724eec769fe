package io.rpcparallel.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.WorkerOutput;

/**
 * What a {@link WorkerLauncher} needs to know to start one worker.
 *
 * @param workerName the worker's name in messages, logs and thread names
 * @param environment variables that are added to this process's own environment
 * @param workingDirectory the worker's working directory, or {@code null} for that of
 * this process
 * @param jvmArguments arguments for the worker's JVM, which win over all others
 * @param heap the maximum heap size, or {@code null} for the JVM's default
 * @param umask which permissions files that the worker creates don't get, in octal, or
 * {@code null} for that of this process
 * @param stdout where the standard output goes
 * @param stderr where the standard error goes
 * @param assignment what the worker reads from its standard input; it may hold secrets,
 * so it is never part of a command line, of the environment or of a message
 * @since 0.1.0
 */
public record LaunchRequest(String workerName, Map<String, String> environment, @Nullable Path workingDirectory,
		List<String> jvmArguments, @Nullable DataSize heap, @Nullable String umask, WorkerOutput stdout,
		WorkerOutput stderr, byte[] assignment) {

	/**
	 * Create a request.
	 * @throws IllegalArgumentException if the name is blank or the heap is not positive
	 */
	public LaunchRequest {
		Assert.hasText(workerName, "'workerName' must not be blank");
		Assert.isTrue(heap == null || heap.toBytes() > 0, "'heap' must be positive");
		environment = Map.copyOf(environment);
		jvmArguments = List.copyOf(jvmArguments);
		assignment = assignment.clone();
	}

	/**
	 * Return a copy with other variables.
	 * @param environment the variables that are added to this process's own environment
	 * @return the changed copy
	 */
	public LaunchRequest withEnvironment(Map<String, String> environment) {
		return new LaunchRequest(this.workerName, environment, this.workingDirectory, this.jvmArguments, this.heap,
				this.umask, this.stdout, this.stderr, this.assignment);
	}

	/**
	 * Return what the worker reads from its standard input.
	 * @return a copy of the assignment's bytes, without a length in front
	 */
	@Override
	public byte[] assignment() {
		return this.assignment.clone();
	}

	/**
	 * Return a description without the assignment, without the values of the environment
	 * and without what looks like a secret in an argument.
	 * @return the description
	 */
	@Override
	public String toString() {
		return "LaunchRequest[workerName=%s, environment=%s, workingDirectory=%s, jvmArguments=%s, heap=%s, umask=%s]"
			.formatted(this.workerName, this.environment.keySet(), this.workingDirectory,
					MaskedCommand.of(this.jvmArguments), this.heap, this.umask);
	}

}
