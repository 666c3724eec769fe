package io.rpcparallel.master;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * What a worker was told to be, without what it proves its identity with.
 *
 * @param workerType the name of its worker type, or {@code null} if it has no state, or
 * none yet
 * @param lifetime when it ends by itself, or {@code null} while it is a standby
 * @param profiles the profiles that are active in its master
 * @param settings how it behaves
 * @param launch how its process was started
 */
public record WorkerSetup(@Nullable String workerType, @Nullable WorkerLifetime lifetime, List<String> profiles,
		WorkerAssignment.Settings settings, Launch launch) {

	/**
	 * Create a setup.
	 */
	public WorkerSetup {
		profiles = List.copyOf(profiles);
	}

	/**
	 * How a worker's process was started. Says nothing for a worker that is served.
	 *
	 * @param environment the names of the variables that were added to the master's own
	 * environment; their values may be secrets
	 * @param workingDirectory the working directory, or {@code null} for the master's own
	 * @param heap the maximum heap size, or {@code null} for the JVM's choice
	 * @param umask which permissions files that it creates don't get, in octal, or
	 * {@code null} for the master's own
	 * @param stdout where the standard output goes
	 * @param stderr where the standard error goes
	 * @param spawnTimeout how long the start was allowed to take
	 * @param callDeadline how long calls may take that answer once, or {@code null} for
	 * what the properties say
	 */
	public record Launch(List<String> environment, @Nullable Path workingDirectory, @Nullable DataSize heap,
			@Nullable String umask, WorkerOutput stdout, WorkerOutput stderr, Duration spawnTimeout,
			@Nullable Duration callDeadline) {

		/**
		 * Create a launch.
		 */
		public Launch {
			environment = List.copyOf(environment);
		}

	}

}
