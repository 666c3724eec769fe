package io.rpcparallel;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.RequestResponseFunction;

/**
 * An open connection to a worker, on which functions are run. Safe for use by several
 * threads. Closing the connection that a spawn returned ends the worker. Corresponds to
 * {@code Connection.t} of {@code rpc_parallel}.
 *
 * @param <S> the worker's state
 * @since 0.1.0
 */
public interface WorkerConnection<S> extends AutoCloseable {

	/**
	 * Return the worker at the other end.
	 * @return the worker's handle
	 */
	Worker<S> worker();

	/**
	 * Return whether functions can be run.
	 * @return {@code false} once the connection was closed here or there, or lost
	 */
	boolean isOpen();

	/**
	 * Return the output of the worker's process, if this is the connection that its spawn
	 * returned and the spawn asked for {@link WorkerOutput#pipe()}.
	 * @return the streams to read, or empty if none is piped
	 */
	default Optional<WorkerStreams> streams() {
		return Optional.empty();
	}

	/**
	 * Run a function in the worker and wait for its result ({@code run}).
	 * @param function the function bean
	 * @param query the query
	 * @param <Q> the type of the query
	 * @param <R> the type of the result
	 * @return the result
	 * @throws RemoteFunctionException if the function threw
	 * @throws WorkerLostException if the worker or the connection ended first
	 * @throws MessageTooLargeException if the query or the result is too large
	 * @throws UnknownFunctionException if the function is no registered bean
	 * @throws IllegalStateException if called on a thread that must not block
	 */
	default <Q extends @Nullable Object, R extends @Nullable Object> R run(
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return Blocking.await("run", submit(function, query));
	}

	/**
	 * Run a function in the worker when subscribed to, each time anew.
	 * @param function the function bean
	 * @param query the query
	 * @param <Q> the type of the query
	 * @param <R> the type of the result
	 * @return the result to come, empty for {@code null}, or one of the errors of
	 * {@link #run}
	 */
	<Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
			RequestResponseFunction<? super S, Q, R> function, Q query);

	/**
	 * Close the connection, and wait until a worker that was spawned with it has ended:
	 * it is asked to leave, and killed after {@code rpc-parallel.shutdown-grace}. Does
	 * nothing if the connection is closed already.
	 * @throws IllegalStateException if called on a thread that must not block
	 */
	@Override
	default void close() {
		Blocking.await("close", closeAsync());
	}

	/**
	 * Close the connection without waiting. Starts at once, whether or not it is
	 * subscribed to.
	 * @return completes when {@link #close()} would return
	 */
	Mono<Void> closeAsync();

}
