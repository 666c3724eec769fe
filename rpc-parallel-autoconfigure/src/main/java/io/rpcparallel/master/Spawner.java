package io.rpcparallel.master;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.FunctionRegistryMismatchException;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Registration;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcTransport;

/**
 * Brings one worker to life: start the process, hear from it, connect to it, have it
 * create its state. Whatever goes wrong, the process is gone when this returns.
 */
class Spawner {

	private static final Duration REFUSAL_GRACE = Duration.ofSeconds(1);

	private final WorkerLauncher launcher;

	private final Supplier<RpcTransport> transport;

	private final MasterServer masterServer;

	private final ConnectionSecret secret;

	private final ReplyReader reader;

	private final ControlCodec controlCodec = new ControlCodec();

	private final Set<LaunchedWorker> starting = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	Spawner(WorkerLauncher launcher, Supplier<RpcTransport> transport, MasterServer masterServer,
			ConnectionSecret secret, ReplyReader reader) {
		this.reader = reader;
		this.launcher = launcher;
		this.transport = transport;
		this.masterServer = masterServer;
		this.secret = secret;
	}

	/**
	 * Bring up a worker.
	 * @param plan how
	 * @param initialization what it is to be, or {@code null} if that comes later
	 * @param monitor hears of it
	 * @return the worker
	 */
	SpawnedWorker spawn(SpawnPlan plan, @Nullable Initialization initialization, WorkerMonitor monitor) {
		PendingWorker pending = this.masterServer.expect(monitor.entry().id(), monitor);
		try {
			WorkerAddress master = masterAddress(plan);
			LaunchedWorker process = this.launcher
				.launch(plan.launchRequest(pending.workerId(), master, this.secret, this.controlCodec));
			WorkerAddress address = WorkerAssignment.address(master, pending.workerId());
			// It removes its socket itself, unless it is killed
			process.onExit().thenRun(() -> this.masterServer.left(address));
			Start start = new Start(plan, process);
			return orEnd(process, () -> {
				SpawnedWorker worker = bringUp(plan, pending, process, start);
				if (initialization != null) {
					monitor.registered(worker.handle());
					initialize(worker, initialization, start);
				}
				return worker;
			});
		}
		finally {
			this.masterServer.forget(pending);
		}
	}

	private WorkerAddress masterAddress(SpawnPlan plan) {
		try {
			return this.masterServer.address();
		}
		catch (UncheckedIOException ex) {
			throw MasterServer.noAddress(plan.name(), ex);
		}
	}

	/**
	 * Make a worker that has been brought up without an initialization what it is to be.
	 * @param plan how
	 * @param worker the worker
	 * @param initialization what it is to be
	 * @throws LostStandbyException if it is gone and has not been told what it is to be,
	 * and there is time for another one
	 */
	void initialize(SpawnPlan plan, SpawnedWorker worker, Initialization initialization) {
		LaunchedWorker process = worker.process();
		Start start = new Start(plan, process);
		orEnd(process, () -> {
			requireAlive(worker, start);
			worker.monitor().registered(worker.handle());
			initialize(worker, initialization, start);
			return worker;
		});
	}

	// It may have ended long ago or be about to. Once it is told what to be, nobody knows
	// how far it has got with that when it ends, so it is asked for a sign of life before
	private void requireAlive(SpawnedWorker worker, Start start) {
		try {
			start.await(request(worker, BuiltIn.HEARTBEAT, null), "it gave no sign of life", start.left().dividedBy(4));
		}
		catch (WorkerStartException ex) {
			Duration left = start.left();
			if (this.closed || Thread.currentThread().isInterrupted() || left.isZero() || left.isNegative()) {
				throw ex;
			}
			throw new LostStandbyException(ex, left);
		}
	}

	private SpawnedWorker orEnd(LaunchedWorker process, Supplier<SpawnedWorker> steps) {
		this.starting.add(process);
		boolean alive = false;
		try {
			SpawnedWorker worker = steps.get();
			alive = true;
			return worker;
		}
		finally {
			if (!alive) {
				process.terminate(Duration.ZERO);
			}
			this.starting.remove(process);
		}
	}

	private SpawnedWorker bringUp(SpawnPlan plan, PendingWorker pending, LaunchedWorker process, Start start) {
		WorkerEntry entry = pending.monitor().entry();
		entry.launched(new WorkerSnapshot.Place(process.pid(), process.host(), process.launcher()));
		entry.traced(new WorkerTrail(pending.monitor(), process));
		start.failIf(this.closed, "the application is being closed");
		Registration registration = start.await(pending.registration(), "it did not register with its master");
		process.started();
		List<String> differences = this.masterServer.differences(registration);
		if (!differences.isEmpty()) {
			process.terminate(REFUSAL_GRACE);
			throw new FunctionRegistryMismatchException(plan.name(), differences, process.lastLines());
		}
		WorkerAssignment.Settings settings = plan.workerSettings();
		ConnectionSecret clients = this.secret.ofWorker(pending.workerId()).ofClients();
		Worker<?> worker = new Worker<>(pending.workerId(), plan.name(), registration.pid(), registration.address(),
				clients.text(), settings.rpc());
		entry.registered(settings.rpc().heartbeatInterval());
		RpcLink link = start.await(this.transport.get()
			.connect(worker.address(), clients, worker.id(), settings.rpc(), plan.connectionTimeout())
			.toFuture(), "no connection to it could be opened");
		// It is looked after by its heartbeats, and may take long to initialise
		link.outlastSilence();
		SpawnedWorker spawned = new SpawnedWorker(worker, process, link, pending.monitor());
		// Until it is ready, it can be looked at: it may be stuck in its init function
		entry.controlledBy(new WorkerControl(worker, spawned::ask, null, null));
		return spawned;
	}

	private void initialize(SpawnedWorker worker, Initialization initialization, Start start) {
		start.failIf(this.closed, "the application is being closed");
		Reply reply = start.await(request(worker, BuiltIn.INITIALIZE, this.controlCodec.encode(initialization)),
				"its init function did not return");
		this.reader.requireInitialized(worker.name(), reply, worker.process().lastLines());
	}

	// It ends with the process, if not before. Were it cancelled instead at that very
	// moment, its error would be nobody's, which Reactor logs as one of the application
	private static CompletableFuture<Reply> request(SpawnedWorker worker, int function, byte @Nullable [] body) {
		return worker.link().request(function, body).toFuture().copy();
	}

	/**
	 * Ends what is starting now, and whatever starts from now on.
	 */
	void close() {
		this.closed = true;
		this.starting.forEach((process) -> process.terminate(Duration.ZERO));
	}

	/**
	 * One start, with the three things that can end it: an answer, the end of the
	 * process, and the clock.
	 */
	private static final class Start {

		private final SpawnPlan plan;

		private final LaunchedWorker process;

		private final long deadline;

		Start(SpawnPlan plan, LaunchedWorker process) {
			this.plan = plan;
			this.process = process;
			this.deadline = System.nanoTime() + plan.spawnTimeout().toNanos();
		}

		<T> T await(CompletableFuture<T> answer, String otherwise) {
			return await(answer, otherwise, left());
		}

		<T> T await(CompletableFuture<T> answer, String otherwise, Duration wait) {
			try {
				CompletableFuture.anyOf(answer, this.process.onExit()).get(wait.toNanos(), TimeUnit.NANOSECONDS);
				if (!answer.isDone()) {
					throw ended(null);
				}
				return answer.get();
			}
			catch (TimeoutException ex) {
				throw failure("%s within the spawn time-out of %d ms, so it was killed".formatted(otherwise,
						this.plan.spawnTimeout().toMillis()), null, null);
			}
			catch (ExecutionException ex) {
				throw ended(ex.getCause());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw failure("the spawn was cancelled", null, ex);
			}
			finally {
				answer.cancel(true);
			}
		}

		Duration left() {
			return Duration.ofNanos(this.deadline - System.nanoTime());
		}

		void failIf(boolean condition, String reason) {
			if (condition) {
				throw failure(reason, null, null);
			}
		}

		// A connection often ends a moment before its process does: the process tells
		// more
		private WorkerStartException ended(@Nullable Throwable failure) {
			try {
				int exitCode = this.process.onExit().get(1, TimeUnit.SECONDS);
				Verdict verdict = Verdict.of(new Verdict.Signs(this.process.pid(), exitCode, false, false, null, null,
						LastWords.in(this.process.lastLines()), this.process.isKilledForMemory()));
				return failure(verdict.description(), exitCode, failure);
			}
			catch (TimeoutException | ExecutionException ex) {
				return failure("the connection to it failed: " + failure, null, failure);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return failure("the spawn was cancelled", null, ex);
			}
		}

		private WorkerStartException failure(String reason, @Nullable Integer exitCode, @Nullable Throwable cause) {
			return new WorkerStartException(this.plan.name(), reason, exitCode, this.process.lastLines(), cause);
		}

	}

}
