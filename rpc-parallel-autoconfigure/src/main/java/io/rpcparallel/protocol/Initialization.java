package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What makes a worker the one that was asked for.
 *
 * @param workerType the number of the worker type, or {@link #STATELESS}
 * @param initArgument the encoded init argument, or {@code null} for {@code null}
 */
public record Initialization(int workerType, byte @Nullable [] initArgument) {

	/**
	 * Stands for a worker without state.
	 */
	public static final int STATELESS = -1;

}
