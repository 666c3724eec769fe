package io.rpcparallel.master;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcTransport;

/**
 * Does what the verbs say: the spawning side of the application. Costs nothing until the
 * first verb is used, and leaves nothing when it is closed.
 */
public final class MasterEngine implements WorkerEngine, AutoCloseable {

	private final MasterSettings settings;

	private final WorkerFunctionRegistry registry;

	private final RpcTransport transport;

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final MasterServer masterServer;

	private final Spawner spawner;

	private final Initializations initializations;

	private final LiveWorkers live;

	private final PayloadWriter writer;

	private final ReplyReader reader;

	private final AtomicInteger spawned = new AtomicInteger();

	private final ExecutorService tasks = MasterThreads.unbounded("task");

	private final SpawnQueue queue;

	/**
	 * Create an engine.
	 * @param settings the defaults of spawns
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @param transport what connections go over; closed with the engine
	 * @param launcher what starts processes
	 * @param inProcessWorkers what serves workers in this process
	 */
	public MasterEngine(MasterSettings settings, WorkerFunctionRegistry registry, PayloadFormats formats,
			RpcTransport transport, WorkerLauncher launcher, InProcessWorkers inProcessWorkers) {
		this.settings = settings;
		this.registry = registry;
		this.transport = transport;
		this.reader = new ReplyReader(formats);
		this.masterServer = new MasterServer(transport, this.secret, registry);
		this.spawner = new Spawner(launcher, transport, this.masterServer, this.secret, this.reader);
		this.writer = new PayloadWriter(formats, (int) settings.rpc().maxMessageSize().toBytes());
		this.initializations = new Initializations(registry, this.writer);
		this.live = new LiveWorkers(inProcessWorkers, transport, this.secret, this.reader, this.tasks);
		this.queue = new SpawnQueue(settings.maxConcurrentStarts(), this.tasks);
	}

	@Override
	public <S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawn(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options) {
		return Mono.defer(() -> {
			String name = (options.name() != null) ? options.name() : "worker-" + this.spawned.incrementAndGet();
			Initialization initialization = this.initializations.of(name, type, initArgument);
			SpawnPlan plan = new SpawnPlan(name, options, WorkerLifetime.CONNECTION, this.settings);
			plan.requireDepth();
			return this.queue.submit(name, () -> this.<S>connection(this.spawner.spawn(plan, initialization)));
		});
	}

	private <S> WorkerConnection<S> connection(SpawnedWorker worker) {
		ProcessOwner owner = this.live.add(worker, this.settings.shutdownGrace());
		Worker<S> handle = handle(worker.workerId(), worker.name(), worker.registration().pid(),
				worker.registration().port());
		return new ClientConnection<>(handle, worker.link(), owner, this.registry, this.writer, this.reader);
	}

	@Override
	public <S, I extends @Nullable Object> Mono<Worker<S>> serve(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument) {
		return Mono.defer(() -> {
			UUID workerId = UUID.randomUUID();
			String name = "served-" + this.spawned.incrementAndGet();
			Initialization initialization = this.initializations.of(name, type, initArgument);
			return this.live.serve(workerId, name, initialization)
				.map((port) -> this.<S>handle(workerId, name, ProcessHandle.current().pid(), port));
		});
	}

	private <S> Worker<S> handle(UUID workerId, String name, long pid, int port) {
		return new Worker<>(workerId, name, pid, RpcTransport.HOST, port, this.secret.text());
	}

	@Override
	public <S> Mono<WorkerConnection<S>> connect(Worker<S> worker) {
		byte[] fingerprint = this.registry.fingerprint().getBytes(StandardCharsets.US_ASCII);
		return open(worker, BuiltIn.OPEN, fingerprint).map((link) -> new ClientConnection<>(worker, link,
				new PlainOwner(worker, link), this.registry, this.writer, this.reader));
	}

	@Override
	public Mono<Void> shutdown(Worker<?> worker) {
		return open(worker, BuiltIn.SHUTDOWN, null).doOnNext(RpcLink::close).then();
	}

	private Mono<RpcLink> open(Worker<?> worker, int request, byte @Nullable [] body) {
		return this.transport
			.connect(worker.address(), ConnectionSecret.of(worker.secret()), worker.id(),
					this.settings.connectionTimeout())
			.flatMap((link) -> link.request(request, body)
				.timeout(this.settings.connectionTimeout())
				.doOnNext((reply) -> this.reader.requireAccepted(worker.name(), reply))
				.thenReturn(link)
				.doOnError((ex) -> link.close())
				.doOnCancel(link::close))
			.onErrorMap((ex) -> !(ex instanceof WorkerException), (ex) -> PlainOwner.notConnected(worker, ex));
	}

	/**
	 * End all workers, those that are starting and those that are served included, and
	 * wait until they are gone.
	 */
	@Override
	public void close() {
		Closing.all(this.queue::close, this.spawner::close, () -> this.live.close(this.settings.worker().orphanGrace()),
				this.masterServer::close, this.tasks::shutdown, this.transport::close);
	}

}
