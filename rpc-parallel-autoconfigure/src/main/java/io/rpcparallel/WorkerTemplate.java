package io.rpcparallel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.WorkerType;

/**
 * The bean an application injects to work with workers. Holding it is the evidence that
 * the application was started, as {@code State.get} is in {@code rpc_parallel}. Safe for
 * use by several threads.
 *
 * @since 0.1.0
 */
public class WorkerTemplate implements WorkerOperations {

	private final WorkerEngine engine;

	/**
	 * Create a template.
	 * @param engine what does the work
	 */
	public WorkerTemplate(WorkerEngine engine) {
		Assert.notNull(engine, "'engine' must not be null");
		this.engine = engine;
	}

	@Override
	public WorkerConnection<Object> spawn(SpawnOptions options) {
		return Blocking.await("spawn", spawnAsync(options));
	}

	@Override
	public <S, I extends @Nullable Object> WorkerConnection<S> spawn(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		return Blocking.await("spawn", spawnAsync(type, initArgument, options));
	}

	@Override
	public Mono<WorkerConnection<Object>> spawnAsync(SpawnOptions options) {
		return this.engine.spawn(null, null, options);
	}

	@Override
	public <S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawnAsync(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		return this.engine.spawn(type, initArgument, options);
	}

	@Override
	public Worker<Object> launch(SpawnOptions options) {
		return Blocking.await("launch", this.engine.launch(null, null, options));
	}

	@Override
	public <S, I extends @Nullable Object> Worker<S> launch(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		return Blocking.await("launch", launchAsync(type, initArgument, options));
	}

	@Override
	public <S, I extends @Nullable Object> Mono<Worker<S>> launchAsync(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		return this.engine.launch(type, initArgument, options);
	}

	@Override
	public Worker<Object> serve(SpawnOptions options) {
		return Blocking.await("serve", this.engine.serve(null, null, options));
	}

	@Override
	public <S, I extends @Nullable Object> Worker<S> serve(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		return Blocking.await("serve", this.engine.serve(type, initArgument, options));
	}

	@Override
	public <S> WorkerConnection<S> connect(Worker<S> worker) {
		return Blocking.await("connect", connectAsync(worker));
	}

	@Override
	public <S> Mono<WorkerConnection<S>> connectAsync(Worker<S> worker) {
		return this.engine.connect(worker);
	}

	@Override
	public <S, C, I extends @Nullable Object> WorkerSession<S, C> connect(Worker<S> worker, SessionType<S, C, I> type,
			I initArgument) {
		return Blocking.await("connect", connectAsync(worker, type, initArgument));
	}

	@Override
	public <S, C, I extends @Nullable Object> Mono<WorkerSession<S, C>> connectAsync(Worker<S> worker,
			SessionType<S, C, I> type, I initArgument) {
		return this.engine.connect(worker, type, initArgument);
	}

	@Override
	public Flux<WorkerLogRecord> logs(Worker<?> worker) {
		return this.engine.logs(worker);
	}

	@Override
	public WorkerLogLevel logLevel(Worker<?> worker, String logger) {
		return Blocking.await("logLevel", this.engine.logLevel(worker, logger));
	}

	@Override
	public WorkerLogLevel setLogLevel(Worker<?> worker, String logger, @Nullable LogLevel level) {
		return Blocking.await("setLogLevel", this.engine.setLogLevel(worker, logger, level));
	}

	@Override
	public void closeServer(Worker<?> worker) {
		Blocking.await("closeServer", this.engine.closeServer(worker));
	}

	@Override
	public void shutdown(Worker<?> worker) {
		Blocking.await("shutdown", this.engine.shutdown(worker));
	}

}
