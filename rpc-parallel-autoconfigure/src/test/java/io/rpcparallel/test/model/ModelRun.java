package io.rpcparallel.test.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers and connections beside a model of them. Each step is done to both, and has to
 * come out the same.
 */
public final class ModelRun implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int MOST_ALIVE = 4;

	// Those that are gone are tried too, but not only those
	private static final int MOST_GONE = 2;

	// More than are ever occupied, so that other calls need not wait
	private static final SpawnOptions OPTIONS = SpawnOptions.defaults().withConcurrency(2 * CallSteps.MOST_PENDING);

	private final TestMaster master;

	private final WorkerTemplate workers;

	private final WorkerType<AtomicInteger, Integer> type;

	private final List<ModelWorker> modelled = new ArrayList<>();

	private final List<ModelConnection> connections = new ArrayList<>();

	private final List<ModelCall> pending = new ArrayList<>();

	private ModelRun(TestMaster master) {
		this.master = master;
		this.workers = master.workers();
		this.type = master.bean("sum");
	}

	/**
	 * Do steps, one after the other.
	 * @param master runs the {@link ModelApplication}
	 * @param steps the steps
	 */
	public static void run(TestMaster master, List<Step> steps) {
		try (ModelRun run = new ModelRun(master)) {
			for (Step step : steps) {
				step.kind().apply(run, step);
				run.check();
			}
		}
	}

	TestMaster master() {
		return this.master;
	}

	List<ModelConnection> connections() {
		return this.connections;
	}

	List<ModelCall> pending() {
		return this.pending;
	}

	void spawn(Step step) {
		WorkerConnection<AtomicInteger> connection = this.workers.spawn(this.type, step.number(), OPTIONS);
		ModelWorker worker = new ModelWorker(connection.worker(), step.number(), true);
		this.modelled.add(worker);
		this.connections.add(new ModelConnection(worker, connection, true));
	}

	void serve(Step step) {
		if (this.modelled.stream().filter(ModelWorker::isAlive).count() < MOST_ALIVE) {
			Worker<AtomicInteger> handle = this.workers.serve(this.type, step.number(), OPTIONS);
			this.modelled.add(new ModelWorker(handle, step.number(), false));
		}
	}

	void connect(Step step) {
		if (this.modelled.isEmpty()) {
			return;
		}
		ModelWorker worker = step.pick(this.modelled);
		if (worker.isLettingIn()) {
			this.connections.add(new ModelConnection(worker, this.workers.connect(worker.handle()), false));
		}
		else {
			assertLost(() -> this.workers.connect(worker.handle()));
		}
	}

	void cancel(Step step) {
		if (!this.pending.isEmpty()) {
			ModelCall call = step.pick(this.pending);
			call.cancellation().run();
			this.pending.remove(call);
		}
	}

	void closeConnection(Step step) {
		if (this.connections.isEmpty()) {
			return;
		}
		ModelConnection connection = step.pick(this.connections);
		connection.calls().close();
		if (connection.isOwner() && connection.isOpen()) {
			ended(connection.worker());
		}
		connection.close();
		assertEnded((call) -> call.connection() == connection);
	}

	void closeServer(Step step) {
		if (this.modelled.isEmpty()) {
			return;
		}
		ModelWorker worker = step.pick(this.modelled);
		if (worker.isAlive()) {
			this.workers.closeServer(worker.handle());
			worker.closeServer();
		}
		else {
			assertLost(() -> this.workers.closeServer(worker.handle()));
		}
	}

	void shutdown(Step step) {
		if (this.modelled.isEmpty()) {
			return;
		}
		ModelWorker worker = step.pick(this.modelled);
		if (worker.isAlive()) {
			this.workers.shutdown(worker.handle());
			ended(worker);
		}
		else {
			assertLost(() -> this.workers.shutdown(worker.handle()));
		}
	}

	void kill(Step step) {
		List<ModelWorker> processes = this.modelled.stream()
			.filter((worker) -> worker.isProcess() && worker.isAlive())
			.toList();
		if (!processes.isEmpty()) {
			ModelWorker worker = step.pick(processes);
			Processes.kill(worker.handle().pid());
			ended(worker);
		}
	}

	private void ended(ModelWorker worker) {
		worker.end();
		List<ModelConnection> ended = this.connections.stream().filter((each) -> each.worker() == worker).toList();
		await("connections end with their worker", () -> ended.stream().noneMatch((each) -> each.calls().isOpen()));
		assertEnded((call) -> ended.contains(call.connection()));
		await("the worker is gone",
				() -> worker.isProcess() ? ProcessHandle.of(worker.handle().pid()).isEmpty() : inFlight(worker) < 0);
		forgetOldest();
	}

	private void assertEnded(Predicate<ModelCall> which) {
		List<ModelCall> ended = this.pending.stream().filter(which).toList();
		assertThat(ended).allSatisfy((call) -> assertThat(call.end()).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WorkerLostException.class));
		this.pending.removeAll(ended);
	}

	private void forgetOldest() {
		List<ModelWorker> gone = this.modelled.stream().filter((worker) -> !worker.isAlive()).toList();
		if (gone.size() > MOST_GONE) {
			this.modelled.remove(gone.get(0));
			this.connections.removeIf((connection) -> connection.worker() == gone.get(0));
		}
	}

	private void check() {
		assertThat(this.connections)
			.allSatisfy((connection) -> assertThat(connection.calls().isOpen()).isEqualTo(connection.isOpen()));
		assertThat(this.pending).noneMatch((call) -> call.end().isDone());
		this.modelled.stream().filter((worker) -> worker.isAlive() && !worker.isProcess()).forEach(this::checkInFlight);
	}

	private void checkInFlight(ModelWorker worker) {
		long expected = this.pending.stream().filter((call) -> call.connection().worker() == worker).count();
		await("%d calls are in flight in %s".formatted(expected, worker.handle()), () -> inFlight(worker) == expected);
	}

	// Less than none if there is no such worker
	private int inFlight(ModelWorker worker) {
		return this.master.context()
			.getBean(WorkerTable.class)
			.workers()
			.stream()
			.filter((each) -> each.id().equals(worker.handle().id()))
			.findFirst()
			.map((each) -> each.inFlight())
			.orElse(-1);
	}

	static void assertLost(ThrowingCallable call) {
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(call);
	}

	static void await(String what, Callable<Boolean> condition) {
		Awaitility.await(what)
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(condition);
	}

	@Override
	public void close() {
		this.pending.forEach((call) -> call.cancellation().run());
		this.connections.forEach((connection) -> connection.calls().close());
		this.modelled.stream()
			.filter((worker) -> worker.isAlive() && !worker.isProcess())
			.forEach((worker) -> this.workers.shutdown(worker.handle()));
	}

}
