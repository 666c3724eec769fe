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

}
