package io.rpcparallel;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.WorkerType;

/**
 * The verbs: spawn or serve a worker, connect to it, run functions on it, shut it down.
 * Implemented by {@link WorkerTemplate}; depend on this interface where a test wants to
 * stand in for the workers.
 *
 * @since 0.1.0
 */
public interface WorkerOperations {

	/**
	 * Start a worker without state in another process, with the default options.
	 * @return the connection to it; the worker ends when it is closed
	 * @throws WorkerStartException if the worker does not come to life
	 */
	default WorkerConnection<Object> spawn() {
		return spawn(SpawnOptions.defaults());
	}

	/**
	 * Start a worker without state in another process.
	 * @param options where this worker differs from the defaults
	 * @return the connection to it; the worker ends when it is closed
	 * @throws WorkerStartException if the worker does not come to life
	 */
	WorkerConnection<Object> spawn(SpawnOptions options);

	/**
	 * Start a worker in another process, with the default options.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the connection to it; the worker ends when it is closed
	 * @throws WorkerStartException if the worker does not come to life
	 */
	default <S, I extends @Nullable Object> WorkerConnection<S> spawn(WorkerType<S, I> type, I initArgument) {
		return spawn(type, initArgument, SpawnOptions.defaults());
	}

	/**
	 * Start a worker in another process ({@code spawn} with {@code Connection_closed}).
	 * Returns when the worker has created its state and is ready.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the connection to it; the worker ends when it is closed
	 * @throws WorkerStartException if the worker does not come to life
	 * @throws MessageTooLargeException if the init argument is too large
	 * @throws UnknownFunctionException if the type is no registered bean
	 * @throws IllegalStateException if called on a thread that must not block
	 */
	<S, I extends @Nullable Object> WorkerConnection<S> spawn(WorkerType<S, I> type, I initArgument,
			SpawnOptions options);

	/**
	 * Start a worker without state in another process, without waiting for it.
	 * @param options where this worker differs from the defaults
	 * @return starts a worker for each subscription; a cancelled one leaves nothing
	 * behind
	 */
	Mono<WorkerConnection<Object>> spawnAsync(SpawnOptions options);

	/**
	 * Start a worker in another process, without waiting for it.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return starts a worker for each subscription; a cancelled one leaves nothing
	 * behind
	 */
	<S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawnAsync(WorkerType<S, I> type, I initArgument,
			SpawnOptions options);

	/**
	 * Serve a worker without state in this process.
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if it can't be served
	 */
	Worker<Object> serve();

	/**
	 * Serve a worker in this process ({@code serve}): the same calls and the same errors
	 * as with another process, without its cost. It lives until it is shut down or the
	 * application context closes.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if its state can't be created
	 */
	<S, I extends @Nullable Object> Worker<S> serve(WorkerType<S, I> type, I initArgument);

	/**
	 * Open a connection to a worker ({@code connect}). Closing it does not end the
	 * worker.
	 * @param worker the worker
	 * @param <S> the worker's state
	 * @return the connection
	 * @throws WorkerLostException if nobody answers at its address
	 * @throws WorkerAuthenticationException if somebody else does
	 * @throws UnknownFunctionException if the worker has other functions than this
	 * application
	 */
	<S> WorkerConnection<S> connect(Worker<S> worker);

	/**
	 * Run a function on a connection and wait for its result.
	 * @param connection the connection
	 * @param function the function bean
	 * @param query the query
	 * @param <S> the worker's state
	 * @param <Q> the query
	 * @param <R> the result
	 * @return the result
	 * @see WorkerConnection#run(RequestResponseFunction, Object)
	 */
	default <S, Q extends @Nullable Object, R extends @Nullable Object> R run(WorkerConnection<S> connection,
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return connection.run(function, query);
	}

	/**
	 * Run a function on a connection when subscribed to.
	 * @param connection the connection
	 * @param function the function bean
	 * @param query the query
	 * @param <S> the worker's state
	 * @param <Q> the query
	 * @param <R> the result
	 * @return the result to come
	 * @see WorkerConnection#submit(RequestResponseFunction, Object)
	 */
	default <S, Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(WorkerConnection<S> connection,
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return connection.submit(function, query);
	}

	/**
	 * Ask a worker to end ({@code shutdown}).
	 * @param worker the worker
	 * @throws WorkerLostException if nobody answers at its address
	 */
	void shutdown(Worker<?> worker);

}
