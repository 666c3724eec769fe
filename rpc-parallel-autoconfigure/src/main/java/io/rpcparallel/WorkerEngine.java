package io.rpcparallel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.WorkerType;

/**
 * What a {@link WorkerTemplate} stands on: the verbs in their asynchronous form. The
 * auto-configuration provides it; an application that wants to observe or replace what
 * the verbs do declares its own.
 *
 * @since 0.1.0
 */
public interface WorkerEngine {

	/**
	 * Start a worker process and connect to it. Each subscription spawns a worker; a
	 * cancelled one leaves nothing behind.
	 * @param type the type of the worker, or {@code null} for one without state
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the connection, or a {@link WorkerStartException}
	 */
	<S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawn(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options);

	/**
	 * Start a worker process that lives on without a connection. Each subscription
	 * launches a worker; a cancelled one leaves nothing behind.
	 * @param type the type of the worker, or {@code null} for one without state
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker, or a {@link WorkerStartException}
	 */
	<S, I extends @Nullable Object> Mono<Worker<S>> launch(@Nullable WorkerType<S, I> type, @Nullable I initArgument,
			SpawnOptions options);

	/**
	 * Serve a worker in this process.
	 * @param type the type of the worker, or {@code null} for one without state
	 * @param initArgument the init argument
	 * @param options where this worker differs from the defaults
	 * @param <S> the worker's state
	 * @param <I> the init argument
	 * @return the worker, or a {@link WorkerStartException}
	 */
	<S, I extends @Nullable Object> Mono<Worker<S>> serve(@Nullable WorkerType<S, I> type, @Nullable I initArgument,
			SpawnOptions options);

	/**
	 * Open a connection to a worker.
	 * @param worker the worker
	 * @param <S> the worker's state
	 * @return the connection, or a {@link WorkerLostException} or
	 * {@link WorkerAuthenticationException}
	 */
	<S> Mono<WorkerConnection<S>> connect(Worker<S> worker);

	/**
	 * Open a connection to a worker that has a state of its own.
	 * @param worker the worker
	 * @param type the type of the session
	 * @param initArgument the init argument
	 * @param <S> the worker's state
	 * @param <C> the connection's state
	 * @param <I> the init argument
	 * @return the connection, or a {@link RemoteFunctionException} if its state can't be
	 * made
	 */
	<S, C, I extends @Nullable Object> Mono<WorkerSession<S, C>> connect(Worker<S> worker, SessionType<S, C, I> type,
			I initArgument);

	/**
	 * Read what a worker logs.
	 * @param worker the worker
	 * @return the records; ends with a {@link WorkerLostException} if the worker does not
	 * end in good order
	 */
	Flux<WorkerLogRecord> logs(Worker<?> worker);

	/**
	 * Ask from which level on a logger of a worker logs.
	 * @param worker the worker
	 * @param logger the name of the logger
	 * @return the level
	 */
	Mono<WorkerLogLevel> logLevel(Worker<?> worker, String logger);

	/**
	 * Have a logger of a worker log from another level on.
	 * @param worker the worker
	 * @param logger the name of the logger
	 * @param level the level, or {@code null} for that of the logger above it
	 * @return the level that holds then
	 */
	Mono<WorkerLogLevel> setLogLevel(Worker<?> worker, String logger, @Nullable LogLevel level);

	/**
	 * Have a worker let no further connections in.
	 * @param worker the worker
	 * @return completes when it lets none in
	 */
	Mono<Void> closeServer(Worker<?> worker);

	/**
	 * Ask a worker to end.
	 * @param worker the worker
	 * @return completes when the worker has agreed
	 */
	Mono<Void> shutdown(Worker<?> worker);

}
