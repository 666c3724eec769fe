package io.rpcparallel.master;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * How a master spawns workers where a spawn does not say otherwise.
 *
 * @param connectionTimeout how long opening a connection may take
 * @param spawnTimeout how long it may take from the start of a process until it is ready
 * @param shutdownGrace how long a worker may take to end in good order before it is
 * killed
 * @param maxConcurrentStarts how many workers may be starting at once
 * @param profiles the profiles that are active in the master
 * @param launch how processes are launched
 * @param worker how workers behave
 * @param maxDepth how deep workers of workers may go
 * @param standby how many workers wait started for a spawn
 * @param callDeadline how long a call may take that answers once, or {@code null} for as
 * long as it likes
 */
public record MasterSettings(Duration connectionTimeout, Duration spawnTimeout, Duration shutdownGrace,
		int maxConcurrentStarts, List<String> profiles, LaunchDefaults launch, WorkerAssignment.Settings worker,
		int maxDepth, int standby, @Nullable Duration callDeadline) {

	/**
	 * Return the settings of connections.
	 * @return the settings of this process, and of workers for which nothing else is said
	 */
	public RpcSettings rpc() {
		return this.worker.rpc();
	}

	/**
	 * How worker processes are launched.
	 *
	 * @param environment variables that are added to this process's own environment
	 * @param workingDirectory the working directory, or {@code null} for this process's
	 * own
	 * @param heap the maximum heap size, or {@code null} for the JVM's choice
	 * @param umask which permissions files that workers create don't get, in octal, or
	 * {@code null} for this process's own
	 * @param stdout where the standard output goes
	 * @param stderr where the standard error goes
	 */
	public record LaunchDefaults(Map<String, String> environment, @Nullable Path workingDirectory,
			@Nullable DataSize heap, @Nullable String umask, WorkerOutput stdout, WorkerOutput stderr) {

	}

}
