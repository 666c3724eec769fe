package io.rpcparallel.function;

import org.jspecify.annotations.Nullable;

/**
 * A type of worker: how the state that its functions run against is made. Declare one
 * bean per type, with its type arguments written out. Corresponds to the functor
 * {@code Make} of {@code rpc_parallel} with its {@code Worker_state}.
 *
 * @param <S> the worker's state; closed with the worker if it is {@link AutoCloseable}
 * @param <I> the init argument, sent to the worker when it is spawned
 * @since 0.1.0
 */
@FunctionalInterface
public interface WorkerType<S, I extends @Nullable Object> {

	/**
	 * Create the state. Called once in each worker of this type, before its spawn
	 * returns.
	 * @param initArgument the init argument
	 * @return the state
	 * @throws Exception if the worker can't start: the spawn fails with it
	 */
	S create(I initArgument) throws Exception;

}
