package io.rpcparallel.protocol;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;

/**
 * What a new worker process is told before anything else, over its standard input.
 *
 * @param workerId the worker's identity
 * @param workerName the worker's name in logs and messages
 * @param masterAddress where the master listens
 * @param secret what it proves to its master to have; what its clients have to prove is
 * derived from it
 * @param profiles the profiles that are active in the master
 * @param settings how the worker behaves
 */
public record WorkerAssignment(UUID workerId, String workerName, WorkerAddress masterAddress, ConnectionSecret secret,
		List<String> profiles, Settings settings) {

	// Enough to tell the workers of one master apart. The path of a socket is short
	private static final int SOCKET_NAME_LENGTH = "01234567-0123".length();

	/**
	 * Create an assignment.
	 */
	public WorkerAssignment {
		profiles = List.copyOf(profiles);
	}

	/**
	 * Return where a worker is to listen, which its master knows too: beside the master's
	 * socket, if that has a file.
	 * @param masterAddress where the master listens
	 * @param workerId the worker's identity
	 * @return the address
	 */
	public static WorkerAddress address(WorkerAddress masterAddress, UUID workerId) {
		if (masterAddress instanceof WorkerAddress.UnixSocket master) {
			return new WorkerAddress.UnixSocket(
					master.path().resolveSibling(workerId.toString().substring(0, SOCKET_NAME_LENGTH)));
		}
		return new WorkerAddress.Tcp(InetAddress.getLoopbackAddress().getHostAddress(), 0);
	}

	/**
	 * How a worker behaves.
	 *
	 * @param connectionTimeout how long opening a connection may take
	 * @param orphanGrace how long it may take to leave in good order when its master
	 * closes it, and how long what it does at the loss of its master may take
	 * @param deadlineGrace how long a call may hold a thread after its deadline
	 * @param terminationGrace how long calls may go on once a signal asks it to end
	 * @param rpc the settings of its connections
	 * @param concurrency how many calls may run at once
	 * @param depth how many masters are above it: 1 for a worker of the application
	 * itself, 2 for a worker of such a worker
	 * @param logging what becomes of what it logs
	 */
	public record Settings(Duration connectionTimeout, Duration orphanGrace, Duration deadlineGrace,
			Duration terminationGrace, RpcSettings rpc, int concurrency, int depth, LogRouting logging) {

		/**
		 * Return a copy with another place for what the worker logs.
		 * @param logging what becomes of what it logs
		 * @return the changed copy
		 */
		public Settings withLogging(LogRouting logging) {
			return new Settings(this.connectionTimeout, this.orphanGrace, this.deadlineGrace, this.terminationGrace,
					this.rpc, this.concurrency, this.depth, logging);
		}

	}

}
