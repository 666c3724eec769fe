package io.rpcparallel.test;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Settings for tests that don't care about them.
 */
public final class TestSettings {

	private TestSettings() {
	}

	/**
	 * Return settings of connections, each of another value.
	 */
	public static RpcSettings rpc() {
		return new RpcSettings(DataSize.ofKilobytes(1), Duration.ofMillis(1500), Duration.ofSeconds(21),
				Duration.ofSeconds(7), Duration.ofMinutes(3));
	}

	/**
	 * Return settings for connections that are used.
	 * @param maxMessageSize the size of the largest message in bytes
	 */
	public static RpcSettings limitedTo(int maxMessageSize) {
		return new RpcSettings(DataSize.ofBytes(maxMessageSize), Duration.ofSeconds(2), Duration.ofSeconds(30),
				Duration.ofSeconds(10), Duration.ofMinutes(2));
	}

	/**
	 * Return settings of a worker that the application itself spawned.
	 */
	public static WorkerAssignment.Settings worker() {
		return new WorkerAssignment.Settings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
				Duration.ofSeconds(1), rpc(), 1, 1, LogRouting.PRINTED);
	}

}
