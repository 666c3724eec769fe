package io.rpcparallel.master;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.process.WorkerMark;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerRole;

/**
 * What one spawn does, with the options and the defaults put together.
 *
 * @param name the worker's name
 * @param options the options of the spawn
 * @param settings the defaults
 * @param workerSettings how the worker is to behave
 * @param lifetime when the worker ends by itself
 */
record SpawnPlan(String name, SpawnOptions options, MasterSettings settings, WorkerAssignment.Settings workerSettings,
		WorkerLifetime lifetime) {

	/**
	 * Put options and defaults together. What the options compute is computed once, so
	 * that all who need it have the same.
	 * @param name the worker's name
	 * @param options the options of the spawn
	 * @param verbLifetime when the worker ends by itself if the options don't say
	 * @param settings the defaults
	 * @return the plan
	 * @throws IllegalArgumentException if the options make settings that can't be
	 */
	static SpawnPlan of(String name, SpawnOptions options, WorkerLifetime verbLifetime, MasterSettings settings) {
		WorkerAssignment.Settings defaults = settings.worker();
		UnaryOperator<RpcSettings> change = options.rpcSettings();
		return new SpawnPlan(name, options, settings,
				new WorkerAssignment.Settings(orElse(options.connectionTimeout(), settings.connectionTimeout()),
						defaults.orphanGrace(), defaults.deadlineGrace(), defaults.terminationGrace(),
						(change != null) ? change.apply(defaults.rpc()) : defaults.rpc(),
						orElse(options.concurrency(), defaults.concurrency()), defaults.depth(),
						// Who reads its output is to get what it prints and no more
						(options.stdout() instanceof WorkerOutput.Pipe) ? defaults.logging().withoutEcho()
								: defaults.logging()),
				orElse(options.lifetime(), verbLifetime));
	}

	SpawnPlan named(String name) {
		return new SpawnPlan(name, this.options, this.settings, this.workerSettings, this.lifetime);
	}

	/**
	 * Return the plan of the same worker, if less time is left to start it.
	 * @param spawnTimeout how long its start may take
	 * @return the plan
	 */
	SpawnPlan within(Duration spawnTimeout) {
		return new SpawnPlan(this.name, this.options.withSpawnTimeout(spawnTimeout), this.settings, this.workerSettings,
				this.lifetime);
	}

	/**
	 * Return the plan of a worker that is like this one but has nothing to do, so that
	 * what it prints and logs is nobody's business and it may take its time.
	 * @param name its name
	 * @param spawnTimeout how long its start may take
	 * @return the plan
	 */
	SpawnPlan idle(String name, Duration spawnTimeout) {
		return new SpawnPlan(name,
				this.options.withStdout(WorkerOutput.discard())
					.withStderr(WorkerOutput.discard())
					.withSpawnTimeout(spawnTimeout),
				this.settings, this.workerSettings.withLogging(LogRouting.NOWHERE), WorkerLifetime.CONNECTION);
	}

	/**
	 * Fail if the worker would be too deep, before anything is started.
	 * @throws WorkerStartException if workers of workers would go deeper than they may
	 */
	void requireDepth() {
		int depth = this.settings.worker().depth();
		if (depth > this.settings.maxDepth()) {
			throw new WorkerStartException(this.name,
					"it would be at depth %d of workers that spawn workers, and the limit is %d. If it is meant to go that deep, raise 'rpc-parallel.launch.max-depth' where workers see it too, not as a program argument"
						.formatted(depth, this.settings.maxDepth()),
					null, List.of(), null);
		}
	}

	/**
	 * Return whether a worker that was started without any options will do. What is told
	 * only after the start may differ: the lifetime, and what is the master's alone.
	 * @return whether nothing is asked for that must be known at the start
	 */
	boolean fitsStandby() {
		MasterSettings.LaunchDefaults defaults = this.settings.launch();
		return this.options.name() == null && this.options.environment().isEmpty()
				&& this.options.jvmArguments().isEmpty()
				&& isDefault(this.options.workingDirectory(), defaults.workingDirectory())
				&& isDefault(this.options.heap(), defaults.heap()) && isDefault(this.options.umask(), defaults.umask())
				&& isDefault(this.options.stdout(), defaults.stdout())
				&& isDefault(this.options.stderr(), defaults.stderr())
				&& this.workerSettings.equals(this.settings.worker());
	}

	private static boolean isDefault(@Nullable Object option, @Nullable Object byDefault) {
		return option == null || option.equals(byDefault);
	}

	Duration connectionTimeout() {
		return this.workerSettings.connectionTimeout();
	}

	Duration spawnTimeout() {
		return orElse(this.options.spawnTimeout(), this.settings.spawnTimeout());
	}

	/**
	 * Return what there is to tell of the worker.
	 * @param workerType the name of its worker type, or {@code null} if it has none
	 * @param lifetime when it ends by itself, or {@code null} if that comes later
	 * @return the setup, without secrets
	 */
	WorkerSetup setup(@Nullable String workerType, @Nullable WorkerLifetime lifetime) {
		MasterSettings.LaunchDefaults defaults = this.settings.launch();
		return new WorkerSetup(workerType, lifetime, this.settings.profiles(), this.workerSettings,
				new WorkerSetup.Launch(
						Stream
							.concat(defaults.environment().keySet().stream(),
									this.options.environment().keySet().stream())
							.sorted()
							.distinct()
							.toList(),
						(this.options.workingDirectory() != null) ? this.options.workingDirectory()
								: defaults.workingDirectory(),
						(this.options.heap() != null) ? this.options.heap() : defaults.heap(),
						(this.options.umask() != null) ? this.options.umask() : defaults.umask(),
						orElse(this.options.stdout(), defaults.stdout()),
						orElse(this.options.stderr(), defaults.stderr()), spawnTimeout(), this.options.deadline()));
	}

	LaunchRequest launchRequest(UUID workerId, WorkerAddress masterAddress, ConnectionSecret secret,
			ControlCodec controlCodec) {
		MasterSettings.LaunchDefaults defaults = this.settings.launch();
		Map<String, String> environment = new LinkedHashMap<>(defaults.environment());
		environment.putAll(this.options.environment());
		environment.put(WorkerRole.VARIABLE, WorkerRole.assignedBy(ProcessHandle.current().pid()));
		environment.put(WorkerMark.VARIABLE, workerId.toString());
		WorkerAssignment assignment = new WorkerAssignment(workerId, this.name, masterAddress,
				secret.ofWorker(workerId), this.settings.profiles(), this.workerSettings);
		return new LaunchRequest(this.name, environment,
				(this.options.workingDirectory() != null) ? this.options.workingDirectory()
						: defaults.workingDirectory(),
				jvmArguments(), (this.options.heap() != null) ? this.options.heap() : defaults.heap(),
				(this.options.umask() != null) ? this.options.umask() : defaults.umask(),
				orElse(this.options.stdout(), defaults.stdout()), orElse(this.options.stderr(), defaults.stderr()),
				controlCodec.encode(assignment));
	}

	private List<String> jvmArguments() {
		return Stream.concat(Stream.of(WorkerRole.JVM_ARGUMENT), this.options.jvmArguments().stream()).toList();
	}

	private static <T> T orElse(@Nullable T option, T otherwise) {
		return (option != null) ? option : otherwise;
	}

}
