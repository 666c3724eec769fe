package io.rpcparallel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.SessionType;
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
	 * Start a worker without state that lives on without a connection.
	 * @param options where this worker differs from the defaults
	 * @return the worker
	 * @throws WorkerStartException if the worker does not come to life
	 * @see #launch(WorkerType, Object, SpawnOptions)
	 */
	Worker<Object> launch(SpawnOptions options);

	/**
	 * Start a worker that lives on without a connection, with the default options.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker
	 * @throws WorkerStartException if the worker does not come to life
	 * @see #launch(WorkerType, Object, SpawnOptions)
	 */
	default <S, I extends @Nullable Object> Worker<S> launch(WorkerType<S, I> type, I initArgument) {
		return launch(type, initArgument, SpawnOptions.defaults());
	}

	/**
	 * Start a worker in another process that lives until it is shut down or this process
	 * is lost ({@code spawn} with {@code Heartbeater_connection_timeout}). With
	 * {@link WorkerLifetime#EXPLICIT} it outlives this process as well, which is
	 * discouraged ({@code Called_shutdown_function}).
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if the worker does not come to life
	 * @throws IllegalArgumentException if the options are for a spawn
	 */
	<S, I extends @Nullable Object> Worker<S> launch(WorkerType<S, I> type, I initArgument, SpawnOptions options);

	/**
	 * Launch a worker without waiting for it.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return launches a worker for each subscription; a cancelled one leaves nothing
	 * behind
	 * @see #launch(WorkerType, Object, SpawnOptions)
	 */
	<S, I extends @Nullable Object> Mono<Worker<S>> launchAsync(WorkerType<S, I> type, I initArgument,
			SpawnOptions options);

	/**
	 * Serve a worker without state in this process.
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if it can't be served
	 */
	default Worker<Object> serve() {
		return serve(SpawnOptions.defaults());
	}

	/**
	 * Serve a worker without state in this process.
	 * @param options where this worker differs from the defaults; what is about a process
	 * has no effect
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if it can't be served
	 */
	Worker<Object> serve(SpawnOptions options);

	/**
	 * Serve a worker in this process, with the default options.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if its state can't be created
	 * @see #serve(WorkerType, Object, SpawnOptions)
	 */
	default <S, I extends @Nullable Object> Worker<S> serve(WorkerType<S, I> type, I initArgument) {
		return serve(type, initArgument, SpawnOptions.defaults());
	}

	/**
	 * Serve a worker in this process ({@code serve}): the same calls and the same errors
	 * as with another process, without its cost. It lives until it is shut down or the
	 * application context closes.
	 * @param type the type of the worker
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults; what is about a process
	 * has no effect
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker, to be used with {@link #connect}
	 * @throws WorkerStartException if its state can't be created
	 */
	<S, I extends @Nullable Object> Worker<S> serve(WorkerType<S, I> type, I initArgument, SpawnOptions options);

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
	 * Open a connection to a worker without waiting for it.
	 * @param worker the worker
	 * @param <S> the worker's state
	 * @return opens a connection for each subscription
	 * @see #connect(Worker)
	 */
	<S> Mono<WorkerConnection<S>> connectAsync(Worker<S> worker);

	/**
	 * Open a connection to a worker that has a state of its own, on which functions run
	 * ({@code connect} with a {@code Connection_state}). It is closed with the
	 * connection.
	 * @param worker the worker
	 * @param type the type of the session
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <C> the connection's state
	 * @param <I> the init argument
	 * @return the connection
	 * @throws RemoteFunctionException if its state can't be made; the worker lives on
	 * @throws WorkerTimeoutException if its state is not made within the handshake
	 * time-out of the worker, for instance since calls go before
	 * @throws WorkerLostException if nobody answers at its address
	 * @throws WorkerAuthenticationException if somebody else does
	 * @throws UnknownFunctionException if the type is no registered bean, or the worker
	 * has other functions than this application
	 */
	<S, C, I extends @Nullable Object> WorkerSession<S, C> connect(Worker<S> worker, SessionType<S, C, I> type,
			I initArgument);

	/**
	 * Open a connection that has a state of its own, without waiting for it.
	 * @param worker the worker
	 * @param type the type of the session
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <C> the connection's state
	 * @param <I> the init argument
	 * @return opens a connection for each subscription
	 * @see #connect(Worker, SessionType, Object)
	 */
	<S, C, I extends @Nullable Object> Mono<WorkerSession<S, C>> connectAsync(Worker<S> worker,
			SessionType<S, C, I> type, I initArgument);

	/**
	 * Run a function on a connection and wait for its result.
	 * @param connection the connection
	 * @param function the function bean
	 * @param query the query
	 * @param <S> the worker's state
	 * @param <Q> the query
	 * @param <R> the result
	 * @return the result
	 * @see WorkerCalls#run(RequestResponseFunction, Object)
	 */
	default <S, Q extends @Nullable Object, R extends @Nullable Object> R run(WorkerCalls<S> connection,
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
	 * @see WorkerCalls#submit(RequestResponseFunction, Object)
	 */
	default <S, Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(WorkerCalls<S> connection,
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return connection.submit(function, query);
	}

	/**
	 * Read what a worker logs ({@code async_log}): first what it has kept, from its start
	 * on, and then what comes. How much is kept says
	 * {@code rpc-parallel.worker.log-buffer-size}; a served worker keeps nothing, and its
	 * log is that of this whole process. Who reads too slowly loses the oldest records
	 * and gets one that tells how many.
	 * @param worker the worker
	 * @return the records, on a connection of their own for each subscription; they end
	 * when the worker does, with a {@link WorkerLostException} if not in good order
	 */
	Flux<WorkerLogRecord> logs(Worker<?> worker);

	/**
	 * Return from which level on a logger of a worker logs.
	 * @param worker the worker; the level of one that is served is that of this process
	 * @param logger the name of the logger, {@code ROOT} for the root logger
	 * @return the level
	 * @throws WorkerLostException if nobody answers at its address
	 * @throws RemoteFunctionException if the worker can't tell, as Spring Boot does not
	 * manage its logging
	 */
	WorkerLogLevel logLevel(Worker<?> worker, String logger);

	/**
	 * Have a logger of a worker log from another level on, until that is changed again or
	 * the worker ends. What it then logs appears in this process's log also where that
	 * logs from a higher level on, if workers' records go there.
	 * @param worker the worker; the level of one that is served is that of this process
	 * @param logger the name of the logger, {@code ROOT} for the root logger
	 * @param level the level, or {@code null} for that of the logger above it
	 * @return the level that holds now
	 * @throws WorkerLostException if nobody answers at its address
	 * @throws RemoteFunctionException if the worker can't change it, as Spring Boot does
	 * not manage its logging
	 */
	WorkerLogLevel setLogLevel(Worker<?> worker, String logger, @Nullable LogLevel level);

	/**
	 * Have a worker let no further connections in ({@code close_server}). Those that are
	 * open live on.
	 * @param worker the worker
	 * @throws WorkerLostException if nobody answers at its address
	 */
	void closeServer(Worker<?> worker);

	/**
	 * Ask a worker to end ({@code shutdown}), whoever has started it.
	 * @param worker the worker
	 * @throws WorkerLostException if nobody answers at its address
	 */
	void shutdown(Worker<?> worker);

}
