package io.rpcparallel.master;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerRole;

/**
 * What one spawn does, with the options and the defaults put together.
 *
 * @param name the worker's name
 * @param options the options of the spawn
 * @param settings the defaults
 */
record SpawnPlan(String name, SpawnOptions options, MasterSettings settings) {

	Duration connectionTimeout() {
		return orElse(this.options.connectionTimeout(), this.settings.connectionTimeout());
	}

	Duration spawnTimeout() {
		return orElse(this.options.spawnTimeout(), this.settings.spawnTimeout());
	}

	LaunchRequest launchRequest(UUID workerId, int masterPort, ConnectionSecret secret, ControlCodec controlCodec) {
		MasterSettings.LaunchDefaults defaults = this.settings.launch();
		Map<String, String> environment = new LinkedHashMap<>(defaults.environment());
		environment.putAll(this.options.environment());
		environment.put(WorkerRole.VARIABLE, WorkerRole.assignedBy(ProcessHandle.current().pid()));
		WorkerAssignment assignment = new WorkerAssignment(workerId, this.name, masterPort, secret,
				this.settings.profiles(), this.settings.worker().withConnectionTimeout(connectionTimeout()));
		return new LaunchRequest(this.name, environment,
				(this.options.workingDirectory() != null) ? this.options.workingDirectory()
						: defaults.workingDirectory(),
				jvmArguments(), (this.options.heap() != null) ? this.options.heap() : defaults.heap(),
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
