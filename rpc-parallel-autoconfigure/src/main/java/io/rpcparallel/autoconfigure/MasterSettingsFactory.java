package io.rpcparallel.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import io.rpcparallel.WorkerLogging;
import io.rpcparallel.bootstrap.ApplicationBlueprint;
import io.rpcparallel.bootstrap.SourcesApplication;
import io.rpcparallel.bootstrap.WorkerRunListener;
import io.rpcparallel.launch.ApplicationEntry;
import io.rpcparallel.master.MasterSettings;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Turns properties and environment into what the spawning side works with.
 */
final class MasterSettingsFactory {

	private MasterSettingsFactory() {
	}

	// The assignment is this process's own, if it is a worker itself
	static MasterSettings settings(RpcParallelProperties properties, Environment environment,
			@Nullable WorkerAssignment assignment) {
		RpcParallelProperties.Launch launch = properties.launch();
		return new MasterSettings(properties.connectionTimeout(), launch.spawnTimeout(), properties.shutdownGrace(),
				(launch.maxConcurrentStarts() != null)
						? launch.maxConcurrentStarts() : Runtime.getRuntime().availableProcessors(),
				profiles(environment),
				new MasterSettings.LaunchDefaults(launch.environment(), launch.workingDirectory(), launch.heap(),
						launch.umask(), launch.stdout(), launch.stderr()),
				workerSettings(properties, (assignment != null) ? assignment.settings().depth() : 0), launch.maxDepth(),
				launch.standby(), properties.calls().deadline());
	}

	// Where no profile is active the default ones apply, which a worker's own would
	// displace
	private static List<String> profiles(Environment environment) {
		String[] active = environment.getActiveProfiles();
		return Stream.of((active.length > 0) ? active : environment.getDefaultProfiles())
			.filter((profile) -> !profile.equals(WorkerRunListener.PROFILE))
			.toList();
	}

	private static WorkerAssignment.Settings workerSettings(RpcParallelProperties properties, int ownDepth) {
		return new WorkerAssignment.Settings(properties.connectionTimeout(), properties.worker().orphanGrace(),
				properties.worker().deadlineGrace(), properties.worker().terminationGrace(),
				properties.rpc().settings(), properties.worker().concurrency(), ownDepth + 1,
				logRouting(properties.worker().logging(), properties.worker().logRateLimit()));
	}

	static LogRouting logRouting(WorkerLogging logging, int rateLimit) {
		if (logging instanceof WorkerLogging.Forward) {
			return new LogRouting(false, true, rateLimit, null);
		}
		if (logging instanceof WorkerLogging.ToFile file) {
			// Workers may have another working directory
			return new LogRouting(false, true, 0, Path.of(file.file()).toAbsolutePath().toString());
		}
		return (logging instanceof WorkerLogging.Console) ? LogRouting.PRINTED : LogRouting.NOWHERE;
	}

	static ApplicationEntry entry(RpcParallelProperties properties, ApplicationBlueprint blueprint) {
		if (properties.launch().mainClass() != null) {
			return new ApplicationEntry(properties.launch().mainClass(), List.of());
		}
		Class<?> entryPoint = blueprint.entryPoint();
		if (entryPoint != null) {
			return new ApplicationEntry(entryPoint.getName(), List.of());
		}
		Class<?> importing = blueprint.importing();
		Stream<String> imports = (importing != null) ? Stream.of(SourcesApplication.IMPORTING + importing.getName())
				: Stream.empty();
		return new ApplicationEntry(SourcesApplication.class.getName(),
				Stream.concat(imports, blueprint.sources().stream().map(Class::getName)).toList());
	}

}
