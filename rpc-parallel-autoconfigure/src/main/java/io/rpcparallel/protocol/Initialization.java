package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerLifetime;

/**
 * What makes a worker the one that was asked for.
 *
 * @param workerType the number of the worker type, or {@link #STATELESS}
 * @param initArgument the encoded init argument, or {@code null} for {@code null}
 * @param lifetime when the worker ends by itself
 */
public record Initialization(int workerType, byte @Nullable [] initArgument, WorkerLifetime lifetime) {

	/**
	 * Stands for a worker without state.
	 */
	public static final int STATELESS = -1;

}
