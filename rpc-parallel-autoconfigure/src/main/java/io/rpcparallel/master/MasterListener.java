package io.rpcparallel.master;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.registry.RegisteredFunction;

/**
 * Is told what the spawning side does, for instance to measure it. Called on the threads
 * that do it, so it must not block and must not throw.
 */
public interface MasterListener {

	/**
	 * A spawn has ended.
	 * @param workerName the name of the worker
	 * @param time how long it took, without the wait for a place
	 * @param failure why it failed, or {@code null} if the worker is ready
	 */
	void spawned(String workerName, Duration time, @Nullable Throwable failure);

	/**
	 * A call of a function has ended.
	 * @param function the function
	 * @param time how long it took
	 * @param outcome how it ended
	 */
	void called(RegisteredFunction function, Duration time, CallOutcome outcome);

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
