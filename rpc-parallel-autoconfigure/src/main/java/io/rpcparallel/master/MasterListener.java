package io.rpcparallel.master;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashCause;

/**
 * Is told what the spawning side does, for instance to measure it. Called on the threads
 * that do it, so it must not block and must not throw.
 */
public interface MasterListener {

	/**
	 * A spawn has ended.
	 * @param workerName the name of the worker
	 * @param start what the worker was made of
	 * @param time how long it took, without the wait for a place
	 * @param failure why it failed, or {@code null} if the worker is ready
	 */
	void spawned(String workerName, SpawnStart start, Duration time, @Nullable Throwable failure);

	/**
	 * A worker has started that waits as a standby for a spawn. By default nothing
	 * happens.
	 * @param workerName the name of the worker
	 */
	default void standby(String workerName) {
	}

	/**
	 * A worker that was spawned or served is gone. By default nothing happens.
	 * @param workerName the name of the worker
	 * @param cause why it is gone, or {@code null} if it was told to go, or was a standby
	 */
	default void ended(String workerName, @Nullable CrashCause cause) {
	}

	/**
	 * A worker has fallen silent. Either it is heard again, or it is killed and lost.
	 * Told once for each time, on a thread that looks after all workers. By default
	 * nothing happens.
	 * @param workerName the name of the worker
	 * @param silence how long it was silent until now
	 */
	default void suspected(String workerName, Duration silence) {
	}

	/**
	 * A worker that had fallen silent is heard again. By default nothing happens.
	 * @param workerName the name of the worker
	 * @param silence how long it was silent
	 */
	default void heardAgain(String workerName, Duration silence) {
	}

}
