package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.rpcparallel.RpcSettings;

/**
 * What a new worker process is told before anything else, over its standard input.
 *
 * @param workerId the worker's identity
 * @param workerName the worker's name in logs and messages
 * @param masterPort the port the master listens on, on the loopback address
 * @param secret what every connection has to show
 * @param profiles the profiles that are active in the master
 * @param settings how the worker behaves
 */
public record WorkerAssignment(UUID workerId, String workerName, int masterPort, ConnectionSecret secret,
		List<String> profiles, Settings settings) {

	/**
	 * Create an assignment.
	 */
	public WorkerAssignment {
		profiles = List.copyOf(profiles);
	}

	/**
	 * How a worker behaves.
	 *
	 * @param connectionTimeout how long opening a connection may take
	 * @param orphanGrace how long it may take to leave in good order when its master is
	 * gone
	 * @param rpc the settings of its connections
	 * @param concurrency how many calls may run at once
	 * @param depth how many masters are above it: 1 for a worker of the application
	 * itself, 2 for a worker of such a worker
	 */
	public record Settings(Duration connectionTimeout, Duration orphanGrace, RpcSettings rpc, int concurrency,
			int depth) {

	}

}
