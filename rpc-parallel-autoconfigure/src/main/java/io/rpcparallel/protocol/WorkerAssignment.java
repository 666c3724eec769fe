package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

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
	 * @param maxMessageSize the size of the largest message in bytes
	 * @param concurrency how many calls may run at once
	 */
	public record Settings(Duration connectionTimeout, Duration orphanGrace, int maxMessageSize, int concurrency) {

		/**
		 * Return a copy with another time-out.
		 * @param connectionTimeout how long opening a connection may take
		 * @return the changed copy
		 */
		public Settings withConnectionTimeout(Duration connectionTimeout) {
			return new Settings(connectionTimeout, this.orphanGrace, this.maxMessageSize, this.concurrency);
		}

	}

}
