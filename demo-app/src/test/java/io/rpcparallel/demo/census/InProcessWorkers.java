package io.rpcparallel.demo.census;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.mockito.Answers;
import reactor.core.publisher.Mono;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.RpcFunction;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Stands in for worker processes: its connections call the functions directly. A worker
 * can be told not to start, or to be lost on its first call.
 */
class InProcessWorkers {

	private final List<SpawnOptions> spawned = new CopyOnWriteArrayList<>();

	private final Set<WorkerConnection<?>> open = ConcurrentHashMap.newKeySet();

	private final WorkerOperations operations = mock(WorkerOperations.class);

	private final Set<String> lost;

	private final Set<String> unstartable;

	InProcessWorkers() {
		this(Set.of(), Set.of());
	}

	InProcessWorkers(Set<String> lost, Set<String> unstartable) {
		this.lost = lost;
		this.unstartable = unstartable;
		given(this.operations.spawn(any(SpawnOptions.class)))
			.willAnswer((invocation) -> spawn(invocation.getArgument(0)));
	}

	WorkerOperations operations() {
		return this.operations;
	}

	List<SpawnOptions> spawned() {
		return this.spawned;
	}

	Set<WorkerConnection<?>> open() {
		return this.open;
	}

	private WorkerConnection<Object> spawn(SpawnOptions options) {
		this.spawned.add(options);
		String name = String.valueOf(options.name());
		if (this.unstartable.contains(name)) {
			throw new WorkerStartException(name, "no more processes", 1, List.of(), null);
		}
		WorkerConnection<Object> connection = connection(name);
		this.open.add(connection);
		return connection;
	}

	@SuppressWarnings("unchecked") // a mock has no type arguments
	private WorkerConnection<Object> connection(String name) {
		// What is declared as default calls what is answered here
		WorkerConnection<Object> connection = mock(WorkerConnection.class, Answers.CALLS_REAL_METHODS);
		given(connection.submit(any(RequestResponseFunction.class), any()))
			.willAnswer((invocation) -> call(name, invocation.getArgument(0), invocation.getArgument(1)));
		given(connection.closeAsync()).willAnswer((invocation) -> {
			this.open.remove(connection);
			return Mono.empty();
		});
		return connection;
	}

	@SuppressWarnings("unchecked") // checked where the call was compiled
	private Mono<Object> call(String name, Object function, Object query) {
		if (this.lost.contains(name)) {
			return Mono.error(
					new WorkerLostException(CrashReport.of(new CrashReport.Subject(name, null, null, null, null, null),
							CrashCause.KILLED, "its process was killed"), null, null));
		}
		return Mono.fromCallable(() -> ((RpcFunction<Object, Object, Object>) function).call(this, query));
	}

}
