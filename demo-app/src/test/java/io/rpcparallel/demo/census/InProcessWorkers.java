package io.rpcparallel.demo.census;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Stands in for worker processes: its connections call the functions directly. A worker
 * can be told not to start, or to be lost on its first call.
 */
class InProcessWorkers implements WorkerOperations {

	private final List<SpawnOptions> spawned = new CopyOnWriteArrayList<>();

	private final Set<WorkerConnection<?>> open = ConcurrentHashMap.newKeySet();

	private final Set<String> lost;

	private final Set<String> unstartable;

	InProcessWorkers() {
		this(Set.of(), Set.of());
	}

	InProcessWorkers(Set<String> lost, Set<String> unstartable) {
		this.lost = lost;
		this.unstartable = unstartable;
	}

	List<SpawnOptions> spawned() {
		return this.spawned;
	}

	Set<WorkerConnection<?>> open() {
		return this.open;
	}

	@Override
	public WorkerConnection<Object> spawn(SpawnOptions options) {
		this.spawned.add(options);
		String name = String.valueOf(options.name());
		if (this.unstartable.contains(name)) {
			throw new WorkerStartException(name, "no more processes", 1, List.of(), null);
		}
		Connection connection = new Connection(name);
		this.open.add(connection);
		return connection;
	}

	@Override
	public <S, I extends @Nullable Object> WorkerConnection<S> spawn(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<WorkerConnection<Object>> spawnAsync(SpawnOptions options) {
		return Mono.fromSupplier(() -> spawn(options));
	}

	@Override
	public <S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawnAsync(WorkerType<S, I> type, I initArgument,
			SpawnOptions options) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Worker<Object> serve() {
		throw new UnsupportedOperationException();
	}

	@Override
	public <S, I extends @Nullable Object> Worker<S> serve(WorkerType<S, I> type, I initArgument) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <S> WorkerConnection<S> connect(Worker<S> worker) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void shutdown(Worker<?> worker) {
		throw new UnsupportedOperationException();
	}

	private final class Connection implements WorkerConnection<Object> {

		private final String name;

		private Connection(String name) {
			this.name = name;
		}

		@Override
		public Worker<Object> worker() {
			return new Worker<>(UUID.randomUUID(), this.name, 1, "localhost", 1, "secret");
		}

		@Override
		public boolean isOpen() {
			return InProcessWorkers.this.open.contains(this);
		}

		@Override
		public <Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
				RequestResponseFunction<? super Object, Q, R> function, Q query) {
			if (InProcessWorkers.this.lost.contains(this.name)) {
				return Mono.error(new WorkerLostException(this.name, "its process was killed", 137, List.of(), null));
			}
			RpcFunction<? super Object, Q, R> blocking = (RpcFunction<? super Object, Q, R>) function;
			return Mono.fromCallable(() -> blocking.call(this, query));
		}

		@Override
		public Mono<Void> closeAsync() {
			InProcessWorkers.this.open.remove(this);
			return Mono.empty();
		}

	}

}
