package io.rpcparallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Options while one of them is being changed, so that a change names that one only.
 */
final class SpawnOptionsCopy {

	@Nullable String name;

	Map<String, String> environment;

	@Nullable Path workingDirectory;

	List<String> jvmArguments;

	@Nullable DataSize heap;

	@Nullable String umask;

	@Nullable WorkerOutput stdout;

	@Nullable WorkerOutput stderr;

	@Nullable Duration connectionTimeout;

	@Nullable Duration spawnTimeout;

	@Nullable WorkerLifetime lifetime;

	@Nullable Integer concurrency;

	@Nullable UnaryOperator<RpcSettings> rpcSettings;

	@Nullable WorkerFailureHandler failureHandler;

	@Nullable Duration deadline;

	private SpawnOptionsCopy(SpawnOptions options) {
		this.name = options.name();
		this.environment = options.environment();
		this.workingDirectory = options.workingDirectory();
		this.jvmArguments = options.jvmArguments();
		this.heap = options.heap();
		this.umask = options.umask();
		this.stdout = options.stdout();
		this.stderr = options.stderr();
		this.connectionTimeout = options.connectionTimeout();
		this.spawnTimeout = options.spawnTimeout();
		this.lifetime = options.lifetime();
		this.concurrency = options.concurrency();
		this.rpcSettings = options.rpcSettings();
		this.failureHandler = options.failureHandler();
		this.deadline = options.deadline();
	}

	static SpawnOptions of(SpawnOptions options, Consumer<SpawnOptionsCopy> change) {
		SpawnOptionsCopy copy = new SpawnOptionsCopy(options);
		change.accept(copy);
		return new SpawnOptions(copy.name, copy.environment, copy.workingDirectory, copy.jvmArguments, copy.heap,
				copy.umask, copy.stdout, copy.stderr, copy.connectionTimeout, copy.spawnTimeout, copy.lifetime,
				copy.concurrency, copy.rpcSettings, copy.failureHandler, copy.deadline);
	}

}
