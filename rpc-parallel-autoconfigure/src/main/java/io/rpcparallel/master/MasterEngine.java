package io.rpcparallel.master;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerStartException;
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

	private final ExecutorService starts;

	private final ExecutorService endings = MasterThreads.unbounded("end");

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
		this.masterServer = new MasterServer(transport, this.secret, registry);
		this.spawner = new Spawner(launcher, transport, this.masterServer, this.secret);
		this.writer = new PayloadWriter(formats, settings.worker().maxMessageSize());
		this.reader = new ReplyReader(formats);
		this.initializations = new Initializations(registry, this.writer);
		this.live = new LiveWorkers(inProcessWorkers, transport, this.secret, this.endings);
		this.starts = MasterThreads.atMost(settings.maxConcurrentStarts(), "spawn");
	}

	@Override
	public <S, I extends @Nullable Object> Mono<WorkerConnection<S>> spawn(@Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options) {
		return Mono.<WorkerConnection<S>>create((sink) -> {
			String name = (options.name() != null) ? options.name() : "worker-" + this.spawned.incrementAndGet();
			try {
				Future<?> start = this.starts.submit(() -> spawn(name, type, initArgument, options, sink));
				sink.onDispose(() -> start.cancel(true));
			}
			catch (RejectedExecutionException ex) {
				sink.error(new WorkerStartException(name, "the application is closed", null, List.of(), ex));
			}
		}).doOnDiscard(AutoCloseable.class, MasterEngine::discard);
	}

	// A worker that came to life after its spawn was cancelled has nobody to end it
	private static void discard(AutoCloseable connection) {
		((ClientConnection<?>) connection).closeAsync();
	}

	private <S, I extends @Nullable Object> void spawn(String name, @Nullable WorkerType<S, I> type,
			@Nullable I initArgument, SpawnOptions options, MonoSink<WorkerConnection<S>> sink) {
		try {
			Initialization initialization = this.initializations.of(name, type, initArgument);
			SpawnedWorker worker = this.spawner.spawn(new SpawnPlan(name, options, this.settings), initialization);
			ProcessOwner owner = this.live.add(worker, this.settings.shutdownGrace());
			Worker<S> handle = handle(worker.workerId(), name, worker.registration().pid(),
					worker.registration().port());
			sink.success(new ClientConnection<>(handle, worker.link(), owner, this.registry, this.writer, this.reader));
		}
		catch (Throwable ex) {
			sink.error(ex);
		}
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
				.doOnError((ex) -> link.close()))
			.onErrorMap((ex) -> !(ex instanceof WorkerException), (ex) -> PlainOwner.notConnected(worker, ex));
	}

	/**
	 * End all workers, those that are starting and those that are served included, and
	 * wait until they are gone.
	 */
	@Override
	public void close() {
		this.starts.shutdownNow();
		this.spawner.close();
		this.live.close(this.settings.worker().orphanGrace());
		this.masterServer.close();
		this.endings.shutdown();
		this.transport.close();
	}

}
