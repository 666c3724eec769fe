package io.rpcparallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How one worker is spawned, where it differs from the defaults of the properties
 * {@code rpc-parallel.*}. Immutable: start from {@link #defaults()} and change it with
 * the {@code with} methods.
 *
 * @param name the worker's name in logs and messages, or {@code null} for a numbered one
 * @param environment variables that are added to this process's own environment
 * @param workingDirectory the worker's working directory, or {@code null} for the default
 * @param jvmArguments arguments for the worker's JVM, added to those of the properties
 * @param heap the maximum heap size of the worker, or {@code null} for the default
 * @param stdout where the standard output goes, or {@code null} for the default
 * @param stderr where the standard error goes, or {@code null} for the default
 * @param connectionTimeout how long opening a connection may take, or {@code null} for
 * the default
 * @param spawnTimeout how long it may take from the start of the process until the worker
 * is ready, or {@code null} for the default
 * @since 0.1.0
 */
public record SpawnOptions(@Nullable String name, Map<String, String> environment, @Nullable Path workingDirectory,
		List<String> jvmArguments, @Nullable DataSize heap, @Nullable WorkerOutput stdout,
		@Nullable WorkerOutput stderr, @Nullable Duration connectionTimeout, @Nullable Duration spawnTimeout) {

	private static final SpawnOptions DEFAULTS = new SpawnOptions(null, Map.of(), null, List.of(), null, null, null,
			null, null);

	/**
	 * Create options.
	 * @throws IllegalArgumentException if a time-out or the heap is not positive or the
	 * name is empty
	 */
	public SpawnOptions {
		Assert.isTrue(name == null || !name.isBlank(), "'name' must not be blank");
		Assert.isTrue(connectionTimeout == null || connectionTimeout.toNanos() > 0,
				"'connectionTimeout' must be positive");
		Assert.isTrue(spawnTimeout == null || spawnTimeout.toNanos() > 0, "'spawnTimeout' must be positive");
		Assert.isTrue(heap == null || heap.toBytes() > 0, "'heap' must be positive");
		environment = Map.copyOf(environment);
		jvmArguments = List.copyOf(jvmArguments);
	}

	/**
	 * Return options that leave everything to the properties.
	 * @return the default options
	 */
	public static SpawnOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Return a copy with another name.
	 * @param name the worker's name in logs and messages
	 * @return the changed copy
	 */
	public SpawnOptions withName(String name) {
		return new SpawnOptions(name, this.environment, this.workingDirectory, this.jvmArguments, this.heap,
				this.stdout, this.stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with an environment variable added.
	 * @param variable the name of the variable
	 * @param value its value
	 * @return the changed copy
	 */
	public SpawnOptions withEnvironment(String variable, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.environment);
		changed.put(variable, value);
		return new SpawnOptions(this.name, changed, this.workingDirectory, this.jvmArguments, this.heap, this.stdout,
				this.stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with another working directory.
	 * @param workingDirectory the directory, which must exist when the worker starts
	 * @return the changed copy
	 */
	public SpawnOptions withWorkingDirectory(Path workingDirectory) {
		return new SpawnOptions(this.name, this.environment, workingDirectory, this.jvmArguments, this.heap,
				this.stdout, this.stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with arguments for the worker's JVM added. They come last on the
	 * command line, so they win over the defaults.
	 * @param jvmArguments the arguments, such as {@code -XX:+UseSerialGC}
	 * @return the changed copy
	 */
	public SpawnOptions withJvmArguments(String... jvmArguments) {
		List<String> changed = Stream.concat(this.jvmArguments.stream(), Stream.of(jvmArguments)).toList();
		return new SpawnOptions(this.name, this.environment, this.workingDirectory, changed, this.heap, this.stdout,
				this.stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with another maximum heap size.
	 * @param heap the maximum heap size
	 * @return the changed copy
	 */
	public SpawnOptions withHeap(DataSize heap) {
		return new SpawnOptions(this.name, this.environment, this.workingDirectory, this.jvmArguments, heap,
				this.stdout, this.stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with another place for the standard output.
	 * @param stdout where the standard output goes
	 * @return the changed copy
	 */
	public SpawnOptions withStdout(WorkerOutput stdout) {
		return new SpawnOptions(this.name, this.environment, this.workingDirectory, this.jvmArguments, this.heap,
				stdout, this.stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with another place for the standard error.
	 * @param stderr where the standard error goes
	 * @return the changed copy
	 */
	public SpawnOptions withStderr(WorkerOutput stderr) {
		return new SpawnOptions(this.name, this.environment, this.workingDirectory, this.jvmArguments, this.heap,
				this.stdout, stderr, this.connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with another time-out for opening a connection.
	 * @param connectionTimeout how long opening a connection may take
	 * @return the changed copy
	 */
	public SpawnOptions withConnectionTimeout(Duration connectionTimeout) {
		return new SpawnOptions(this.name, this.environment, this.workingDirectory, this.jvmArguments, this.heap,
				this.stdout, this.stderr, connectionTimeout, this.spawnTimeout);
	}

	/**
	 * Return a copy with another time-out for the spawn.
	 * @param spawnTimeout how long it may take from the start of the process until the
	 * worker is ready; waiting for a free place among the concurrent starts is not
	 * counted
	 * @return the changed copy
	 */
	public SpawnOptions withSpawnTimeout(Duration spawnTimeout) {
		return new SpawnOptions(this.name, this.environment, this.workingDirectory, this.jvmArguments, this.heap,
				this.stdout, this.stderr, this.connectionTimeout, spawnTimeout);
	}

}
