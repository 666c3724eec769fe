package io.rpcparallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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
 * @param umask which permissions files that the worker creates don't get, in octal, or
 * {@code null} for the default
 * @param stdout where the standard output goes, or {@code null} for the default
 * @param stderr where the standard error goes, or {@code null} for the default
 * @param connectionTimeout how long opening a connection may take, or {@code null} for
 * the default
 * @param spawnTimeout how long it may take from the start of the process until the worker
 * is ready, or {@code null} for the default
 * @param lifetime when the worker ends by itself, or {@code null} for what the verb says
 * @param concurrency how many calls the worker executes at once, or {@code null} for the
 * default
 * @param rpcSettings changes the default settings of connections, or {@code null} to
 * leave them
 * @param failureHandler is told of failures that no call can tell of, or {@code null} for
 * the default
 * @param deadline how long calls of the worker may take that answer once, or {@code null}
 * for the default
 * @since 0.1.0
 */
public record SpawnOptions(@Nullable String name, Map<String, String> environment, @Nullable Path workingDirectory,
		List<String> jvmArguments, @Nullable DataSize heap, @Nullable String umask, @Nullable WorkerOutput stdout,
		@Nullable WorkerOutput stderr, @Nullable Duration connectionTimeout, @Nullable Duration spawnTimeout,
		@Nullable WorkerLifetime lifetime, @Nullable Integer concurrency,
		@Nullable UnaryOperator<RpcSettings> rpcSettings, @Nullable WorkerFailureHandler failureHandler,
		@Nullable Duration deadline) {

	private static final Pattern UMASK = Pattern.compile("0?[0-7]{3}");

	private static final SpawnOptions DEFAULTS = new SpawnOptions(null, Map.of(), null, List.of(), null, null, null,
			null, null, null, null, null, null, null, null);

	/**
	 * Create options. Use {@link #defaults()} and the {@code with} methods rather, which
	 * stay as they are when there are more options.
	 * @throws IllegalArgumentException if a time-out, the deadline, the heap or the
	 * concurrency is not positive, the name is empty or the umask is none
	 */
	public SpawnOptions {
		Assert.isTrue(name == null || !name.isBlank(), "'name' must not be blank");
		Assert.isTrue(connectionTimeout == null || connectionTimeout.toNanos() > 0,
				"'connectionTimeout' must be positive");
		Assert.isTrue(spawnTimeout == null || spawnTimeout.toNanos() > 0, "'spawnTimeout' must be positive");
		Assert.isTrue(heap == null || heap.toBytes() > 0, "'heap' must be positive");
		Assert.isTrue(concurrency == null || concurrency > 0, "'concurrency' must be positive");
		Assert.isTrue(umask == null || UMASK.matcher(umask).matches(),
				() -> "'umask' must be octal, from 000 to 777, and not '%s'".formatted(umask));
		Assert.isTrue(deadline == null || deadline.toNanos() > 0, "'deadline' must be positive");
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
		return copy((options) -> options.name = name);
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
		return copy((options) -> options.environment = changed);
	}

	/**
	 * Return a copy with another working directory.
	 * @param workingDirectory the directory, which must exist when the worker starts
	 * @return the changed copy
	 */
	public SpawnOptions withWorkingDirectory(Path workingDirectory) {
		return copy((options) -> options.workingDirectory = workingDirectory);
	}

	/**
	 * Return a copy with arguments for the worker's JVM added. They come last on the
	 * command line, so they win over the defaults.
	 * @param jvmArguments the arguments, such as {@code -XX:+UseSerialGC}
	 * @return the changed copy
	 */
	public SpawnOptions withJvmArguments(String... jvmArguments) {
		List<String> changed = Stream.concat(this.jvmArguments.stream(), Stream.of(jvmArguments)).toList();
		return copy((options) -> options.jvmArguments = changed);
	}

	/**
	 * Return a copy with another maximum heap size.
	 * @param heap the maximum heap size
	 * @return the changed copy
	 */
	public SpawnOptions withHeap(DataSize heap) {
		return copy((options) -> options.heap = heap);
	}

	/**
	 * Return a copy with another umask. Needs a POSIX shell, which sets it and then
	 * becomes the worker; some shells drop environment variables with names that they
	 * can't have themselves, such as those with a dot.
	 * @param umask which permissions files that the worker creates don't get, in octal:
	 * with {@code 077} only the user can read and write them
	 * @return the changed copy
	 */
	public SpawnOptions withUmask(String umask) {
		return copy((options) -> options.umask = umask);
	}

	/**
	 * Return a copy with another place for the standard output.
	 * @param stdout where the standard output goes
	 * @return the changed copy
	 */
	public SpawnOptions withStdout(WorkerOutput stdout) {
		return copy((options) -> options.stdout = stdout);
	}

	/**
	 * Return a copy with another place for the standard error.
	 * @param stderr where the standard error goes
	 * @return the changed copy
	 */
	public SpawnOptions withStderr(WorkerOutput stderr) {
		return copy((options) -> options.stderr = stderr);
	}

	/**
	 * Return a copy with another time-out for opening a connection.
	 * @param connectionTimeout how long opening a connection may take
	 * @return the changed copy
	 */
	public SpawnOptions withConnectionTimeout(Duration connectionTimeout) {
		return copy((options) -> options.connectionTimeout = connectionTimeout);
	}

	/**
	 * Return a copy with another time-out for the spawn.
	 * @param spawnTimeout how long it may take from the start of the process until the
	 * worker is ready; waiting for a free place among the concurrent starts is not
	 * counted
	 * @return the changed copy
	 */
	public SpawnOptions withSpawnTimeout(Duration spawnTimeout) {
		return copy((options) -> options.spawnTimeout = spawnTimeout);
	}

	/**
	 * Return a copy with another lifetime than the verb's own.
	 * @param lifetime when the worker ends by itself ({@code shutdown_on})
	 * @return the changed copy
	 */
	public SpawnOptions withLifetime(WorkerLifetime lifetime) {
		return copy((options) -> options.lifetime = lifetime);
	}

	/**
	 * Return a copy with another concurrency.
	 * @param concurrency how many calls the worker executes at once, at least one
	 * @return the changed copy
	 */
	public SpawnOptions withConcurrency(int concurrency) {
		return copy((options) -> options.concurrency = concurrency);
	}

	/**
	 * Return a copy that changes the settings of connections too.
	 * @param change changes the configured defaults when the worker is spawned, after the
	 * changes that were added before
	 * @return the changed copy
	 */
	public SpawnOptions withRpcSettings(UnaryOperator<RpcSettings> change) {
		UnaryOperator<RpcSettings> before = this.rpcSettings;
		UnaryOperator<RpcSettings> both = (before != null) ? (settings) -> change.apply(before.apply(settings))
				: change;
		return copy((options) -> options.rpcSettings = both);
	}

	/**
	 * Return a copy with another handler of failures.
	 * @param failureHandler is told of failures that no call can tell of
	 * ({@code on_failure})
	 * @return the changed copy
	 */
	public SpawnOptions withFailureHandler(WorkerFailureHandler failureHandler) {
		return copy((options) -> options.failureHandler = failureHandler);
	}

	/**
	 * Return a copy with another deadline for calls.
	 * @param deadline how long calls of the worker that are made in this process and
	 * answer once may take if they don't say otherwise: those of
	 * {@link io.rpcparallel.function.RpcFunction},
	 * {@link io.rpcparallel.function.AsyncRpcFunction} and
	 * {@link io.rpcparallel.function.UploadFunction}. Streams, states, channels and
	 * messages have no deadline
	 * @return the changed copy
	 */
	public SpawnOptions withDeadline(Duration deadline) {
		return copy((options) -> options.deadline = deadline);
	}

	private SpawnOptions copy(Consumer<SpawnOptionsCopy> change) {
		return SpawnOptionsCopy.of(this, change);
	}

	/**
	 * Describe the options without the values of the environment and of system
	 * properties, which may be secret.
	 */
	@Override
	public String toString() {
		List<String> arguments = this.jvmArguments.stream()
			.map((argument) -> argument.startsWith("-D") ? argument.replaceFirst("(?s)=.*", "=...") : argument)
			.toList();
		return "SpawnOptions[name=%s, environment=%s, workingDirectory=%s, jvmArguments=%s, heap=%s, umask=%s, stdout=%s, stderr=%s, connectionTimeout=%s, spawnTimeout=%s, lifetime=%s, concurrency=%s, rpcSettings=%s, failureHandler=%s, deadline=%s]"
			.formatted(this.name, this.environment.keySet(), this.workingDirectory, arguments, this.heap, this.umask,
					this.stdout, this.stderr, this.connectionTimeout, this.spawnTimeout, this.lifetime,
					this.concurrency, (this.rpcSettings != null) ? "changed" : null, this.failureHandler,
					this.deadline);
	}

}
