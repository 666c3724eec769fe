package io.rpcparallel.master;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerFailureHandler;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerSession;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.master.InProcessWorkers.InProcessWorker;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcTransport;

/**
 * Does what the verbs say: the spawning side of the application. Costs nothing until the
 * first verb is used, and leaves nothing when it is closed.
 */
public final class MasterEngine implements WorkerEngine, AutoCloseable {

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LAST_RECORDS = Duration.ofSeconds(1);

	private final MasterSettings settings;

	private final MasterObservers observers;

	private final SpawnTimer timer;

	private final Transports transports;

	private final MasterServer masterServer;

	private final Spawner spawner;

	private final BackgroundTraining training;

	private final Initializations initializations;

	private final LiveWorkers live;

	private final ServedWorkers served;

	private final Connections connections;

	private final AtomicInteger named = new AtomicInteger();

	private final ExecutorService tasks = MasterThreads.unbounded("task");

	private final ExecutorService logs = MasterThreads.unbounded("log");

	private final SpawnQueue queue;

	private final Standbys standbys;

	/**
	 * Create an engine.
	 * @param settings the defaults of spawns
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @param transports makes transports, which are closed with the engine
	 * @param launcher what starts processes
	 * @param inProcessWorkers what serves workers in this process
	 * @param observers who is told what happens
	 */
	public MasterEngine(MasterSettings settings, WorkerFunctionRegistry registry, PayloadFormats formats,
			Supplier<RpcTransport> transports, WorkerLauncher launcher, InProcessWorkers inProcessWorkers,
			MasterObservers observers) {
		ConnectionSecret secret = ConnectionSecret.random();
		ReplyReader reader = new ReplyReader(formats);
		this.settings = settings;
		this.observers = observers;
		this.timer = new SpawnTimer(observers.listener());
		this.transports = new Transports(transports);
		this.masterServer = new MasterServer(this.transports::control, settings.rpc(), secret, registry);
		this.spawner = new Spawner(launcher, this.transports::calls, this.masterServer, secret, reader);
		this.training = new BackgroundTraining(launcher,
				(each) -> new Spawner(each, this.transports::calls, this.masterServer, secret, reader), (plan) -> plan
					.launchRequest(UUID.randomUUID(), this.masterServer.address(), secret, new ControlCodec()));
		this.initializations = new Initializations(registry, formats);
		this.live = new LiveWorkers(this.tasks, observers.listener());
		this.served = new ServedWorkers(inProcessWorkers, secret, reader, this.tasks, observers.listener());
		this.connections = new Connections(registry, formats, reader,
				(worker) -> new CallObserver(observers.calls(), observers.elements(), worker), this.transports::calls,
				settings.connectionTimeout(), MasterThreads.scheduler(this.tasks), this.live::find, this::callDeadline);
		this.queue = new SpawnQueue(settings.maxConcurrentStarts(), this.tasks);
		this.standbys = new Standbys(settings.standby(), this::startStandby, this.queue, this.tasks,
				new StandbyPauses(FIRST_PAUSE, System::nanoTime));
	}

	@Override
	public <S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawn(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options) {
		Assert.isTrue(options.lifetime() == null || options.lifetime() == WorkerLifetime.CONNECTION,
				() -> "A worker of lifetime %s has no connection that it ends with. Use launch for it"
					.formatted(options.lifetime()));
		return start(type, initArgument, options, WorkerLifetime.CONNECTION,
				(owner) -> this.connections.<S>of(owner.worker(), owner), (connection) -> connection.closeAsync());
	}

	@Override
	@SuppressWarnings("unchecked") // the worker was made with the type
	public <S, I extends @Nullable Object> Mono<Worker<S>> launch(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options) {
		Assert.isTrue(options.lifetime() != WorkerLifetime.CONNECTION,
				"A worker that ends with its connection can't be launched. Use spawn for it");
		Assert.isTrue(!(options.stdout() instanceof WorkerOutput.Pipe || options.stderr() instanceof WorkerOutput.Pipe),
				"The output of a worker that is launched can't be piped, since it has no connection to read the pipe from. Use spawn for it, or another WorkerOutput");
		return start(type, initArgument, options, WorkerLifetime.MASTER, (owner) -> owner, ProcessOwner::close)
			.map((owner) -> (Worker<S>) owner.worker().handle());
	}

	private <T> Mono<T> start(@Nullable WorkerType<?, ?> type, @Nullable Object initArgument, SpawnOptions options,
			WorkerLifetime lifetime, Function<ProcessOwner, T> result, Consumer<T> discard) {
		return Mono.defer(() -> {
			SpawnPlan asked = SpawnPlan.of("", options, lifetime, this.settings);
			asked.requireDepth();
			ProcessOwner standby = asked.fitsStandby() ? this.standbys.take() : null;
			if (standby == null) {
				return startAnew(type, initArgument, asked, result, discard);
			}
			SpawnPlan plan = asked.named(standby.worker().name());
			return this.standbys.handOut(standby, () -> {
				Initialization initialization = this.initializations.of(plan, type, initArgument);
				return result.apply(this.timer.timed(plan.name(), true, () -> assign(standby, plan, initialization)));
			}, (left) -> startAnew(type, initArgument, asked.within(left), result, discard), discard);
		});
	}

	private <T> Mono<T> startAnew(@Nullable WorkerType<?, ?> type, @Nullable Object initArgument, SpawnPlan asked,
			Function<ProcessOwner, T> result, Consumer<T> discard) {
		SpawnPlan plan = asked.named(name(asked.options(), "worker-"));
		Initialization initialization = this.initializations.of(plan, type, initArgument);
		return this.queue.submit(plan.name(),
				() -> result.apply(this.timer.timed(plan.name(), false, () -> bringUp(plan, initialization))), discard);
	}

	private ProcessOwner assign(ProcessOwner standby, SpawnPlan plan, Initialization initialization) {
		SpawnedWorker worker = standby.worker();
		WorkerMonitor monitor = worker.monitor();
		WorkerFailureHandler handler = plan.options().failureHandler();
		if (handler != null) {
			monitor.handledBy(handler);
		}
		monitor.calledWithin(plan.options().deadline());
		setUp(monitor, plan, initialization);
		this.spawner.initialize(plan, worker, initialization);
		this.live.assign(standby, plan.lifetime());
		return standby;
	}

	private ProcessOwner startStandby() {
		SpawnPlan plan = SpawnPlan.of(name(SpawnOptions.defaults(), "worker-"), SpawnOptions.defaults(),
				WorkerLifetime.CONNECTION, this.settings);
		WorkerMonitor monitor = monitor(plan.name(), plan.options(), false);
		monitor.entry().setUp(plan.setup(null, null));
		try {
			ProcessOwner owner = this.live.add(this.spawner.spawn(plan, null, monitor), this.settings.shutdownGrace());
			this.observers.listener().standby(plan.name());
			this.training.after(plan);
			return owner;
		}
		catch (Throwable ex) {
			monitor.entry().ended();
			throw ex;
		}
	}

	/**
	 * Start the workers that wait for a spawn, if there are to be any.
	 */
	public void startStandbys() {
		this.standbys.fill();
	}

	private String name(SpawnOptions options, String prefix) {
		return (options.name() != null) ? options.name() : prefix + this.named.incrementAndGet();
	}

	private ProcessOwner bringUp(SpawnPlan plan, Initialization initialization) {
		WorkerMonitor monitor = monitor(plan.name(), plan.options(), false);
		setUp(monitor, plan, initialization);
		try {
			ProcessOwner owner = this.live.add(this.spawner.spawn(plan, initialization, monitor), plan.lifetime(),
					this.settings.shutdownGrace());
			this.training.after(plan);
			return owner;
		}
		catch (Throwable ex) {
			monitor.entry().ended();
			throw ex;
		}
	}

	private WorkerMonitor monitor(String name, SpawnOptions options, boolean served) {
		WorkerFailureHandler handler = options.failureHandler();
		WorkerEntry entry = this.observers.table().add(UUID.randomUUID(), name, served);
		WorkerMonitor monitor = new WorkerMonitor(entry, (handler != null) ? handler : this.observers.failureHandler(),
				this.tasks, this.settings.worker().logging().isForwarded()
						? new LogForwarder(entry.id(), name, this.observers.log(), this.logs) : null);
		monitor.calledWithin(options.deadline());
		return monitor;
	}

	private void setUp(WorkerMonitor monitor, SpawnPlan plan, Initialization initialization) {
		monitor.entry().setUp(plan.setup(this.initializations.workerType(initialization), plan.lifetime()));
	}

	// What the options of a worker say is known where it was made
	private @Nullable Duration callDeadline(Worker<?> worker) {
		ProcessOwner owner = this.live.find(worker.id());
		WorkerMonitor monitor = (owner != null) ? owner.worker().monitor() : this.served.monitor(worker);
		Duration own = (monitor != null) ? monitor.callDeadline() : null;
		return (own != null) ? own : this.settings.callDeadline();
	}

	@Override
	public <S, I extends @Nullable Object> Mono<Worker<S>> serve(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options) {
		return Mono.defer(() -> {
			String name = name(options, "served-");
			SpawnPlan plan = SpawnPlan.of(name, options, WorkerLifetime.EXPLICIT, this.settings);
			Initialization initialization = this.initializations.of(plan, type, initArgument);
			WorkerMonitor monitor = monitor(name, options, true);
			setUp(monitor, plan, initialization);
			return Mono.defer(() -> this.served.<S>serve(this.transports.calls(), plan, initialization, monitor))
				.doOnError((ex) -> monitor.entry().ended())
				.doOnCancel(() -> monitor.entry().ended());
		});
	}

	@Override
	public <S> Mono<WorkerConnection<S>> connect(Worker<S> worker) {
		return Mono.defer(() -> this.connections.open(worker, this.initializations.opening()));
	}

	@Override
	public <S, C, I extends @Nullable Object> Mono<WorkerSession<S, C>> connect(Worker<S> worker,
			SessionType<S, C, I> type, I initArgument) {
		return Mono.defer(() -> this.connections.<S, C>openSession(worker,
				this.initializations.opening(worker, type, initArgument)));
	}

	@Override
	public Flux<WorkerLogRecord> logs(Worker<?> worker) {
		return this.connections.logs(worker, this.initializations.opening());
	}

	@Override
	public Mono<WorkerLogLevel> logLevel(Worker<?> worker, String logger) {
		return logLevel(worker, LogLevelRequest.of(logger));
	}

	@Override
	public Mono<WorkerLogLevel> setLogLevel(Worker<?> worker, String logger, @Nullable LogLevel level) {
		return logLevel(worker, LogLevelRequest.changing(logger, level));
	}

	private Mono<WorkerLogLevel> logLevel(Worker<?> worker, LogLevelRequest request) {
		return Mono.defer(() -> {
			InProcessWorker servedHere = this.served.find(worker);
			if (servedHere != null) {
				return Mono.fromCallable(() -> servedHere.logLevel(request));
			}
			ProcessOwner owner = this.live.find(worker.id());
			if (owner == null) {
				return this.connections.logLevel(worker, null, request);
			}
			owner.worker().monitor().asked(request);
			return this.connections.logLevel(worker, owner.worker().link(), request);
		});
	}

	@Override
	public Mono<Void> closeServer(Worker<?> worker) {
		return request(worker, this.served::closeServer, BuiltIn.CLOSE_SERVER);
	}

	@Override
	public Mono<Void> shutdown(Worker<?> worker) {
		return request(worker, this.served::shutdown, BuiltIn.SHUTDOWN);
	}

	// Over the connection that initialised it where that is ours: the worker may let no
	// other in
	private Mono<Void> request(Worker<?> worker, Function<InProcessWorker, Mono<Void>> here, int request) {
		return Mono.defer(() -> {
			InProcessWorker servedHere = this.served.find(worker);
			if (servedHere != null) {
				return here.apply(servedHere);
			}
			ProcessOwner owner = this.live.find(worker.id());
			return (owner != null) ? this.connections.request(worker, owner.worker().link(), request)
					: this.connections.request(worker, request);
		});
	}

	/**
	 * End all workers, those that are starting and those that are served included, and
	 * wait until they are gone.
	 */
	@Override
	public void close() {
		Closing.all(this.standbys::close, this.queue::close, this.spawner::close, this.training::close,
				() -> this.live.close(this.settings.worker().orphanGrace()), this.served::close,
				this.masterServer::close, () -> MasterThreads.finish(this.logs, LAST_RECORDS), this.tasks::shutdown,
				this.transports::close);
	}

}
