package io.rpcparallel.worker;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.logging.LogLevels;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.Awaiting;
import io.rpcparallel.transport.RequestHandler;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcServer;
import io.rpcparallel.transport.RpcTransport;

/**
 * Serves one worker: lets connections in that name it, initialises it once, and hands its
 * calls to its threads. The same in a process of its own and in the master's.
 */
public final class WorkerServer {

	private static final Log logger = LogFactory.getLog(WorkerServer.class);

	private static final Duration INTERRUPT_GRACE = Duration.ofMillis(250);

	private static final Duration FINISH_POLL = Duration.ofMillis(5);

	private static final Duration GOODBYE_GRACE = Duration.ofSeconds(1);

	private final WorkerFunctionRegistry registry;

	private final ControlCodec controlCodec = new ControlCodec();

	private final ServedWorkerSettings settings;

	private final ServedLog log;

	private final WorkerEvents events;

	private final Failures failures;

	private final ReplyWriter payloads;

	private final CallExecutor executor;

	private final WorkerInstance instance;

	private final Sessions sessions;

	private final Targets targets;

	private final BriefFunctions brief;

	private final FunctionCounts counts;

	private final Inspection inspection;

	private final DeadlineWatch deadlines;

	private final BlockingWatch blocking;

	private final FunctionObserver observer;

	private final Admission admission = new Admission();

	private final UntakenMessages untaken;

	private final Set<RpcLink> awaitingEnd = ConcurrentHashMap.newKeySet();

	private final Sinks.One<Reply> goodbye = Sinks.one();

	private volatile @Nullable WorkerLifetime lifetime;

	private final RpcServer server;

	/**
	 * Start to serve a worker.
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @param transport what connections come over
	 * @param secret what they have to be signed with
	 * @param settings the worker's identity and limits
	 * @param log gives what this process logs; asked for when somebody wants to read it
	 * @param events is told what happens to the worker
	 * @param observations is told of the calls that the worker executes
	 */
	public WorkerServer(WorkerFunctionRegistry registry, PayloadFormats formats, RpcTransport transport,
			ConnectionSecret secret, ServedWorkerSettings settings, Supplier<WorkerLog> log, WorkerEvents events,
			CallObservations observations) {
		this.registry = registry;
		this.settings = settings;
		this.events = events;
		this.failures = new Failures(events);
		this.payloads = new ReplyWriter(formats, this.controlCodec, (int) settings.rpc().maxMessageSize().toBytes());
		this.executor = new CallExecutor(settings.workerName(), settings.concurrency(), settings.classLoader(),
				this.failures);
		this.log = new ServedLog(log, LogLevels.of(settings.classLoader()), this.payloads, this.executor.deliveries());
		this.instance = new WorkerInstance(settings.workerName(), registry, this.payloads, this.executor);
		this.sessions = new Sessions(registry, this.payloads, this.executor);
		this.targets = new Targets(settings.workerName(), registry, this.instance::state, this.payloads);
		this.counts = new FunctionCounts(registry.functions().size());
		this.brief = new BriefFunctions(registry.functions().size(), this.counts);
		this.inspection = new Inspection(this.counts, HeapReader::read, this.controlCodec, this.executor.deliveries());
		this.deadlines = new DeadlineWatch(settings.workerName(), settings.deadlineGrace(), events::overdue);
		this.blocking = new BlockingWatch(settings.workerName(), registry, BlockingWatch.PERIOD);
		this.untaken = new UntakenMessages(settings.workerName());
		this.observer = new FunctionObserver(observations, settings.workerName(), settings.workerId());
		this.server = transport.listen(settings.address(), (workerId) -> secret, this::accept, settings.rpc());
	}

	/**
	 * Return where the worker listens.
	 * @return the address to connect to
	 */
	public WorkerAddress address() {
		return this.server.address();
	}

	/**
	 * Return how much the worker has to do.
	 * @return the number of calls that run or wait, open streams included
	 */
	public int inFlight() {
		return this.admission.inFlight();
	}

	/**
	 * Return how much of that waits for its turn.
	 * @return the number of calls that have not started
	 */
	public int queued() {
		return this.executor.queued();
	}

	/**
	 * Return when the worker ends by itself.
	 * @return its lifetime, or {@code null} until it has its state
	 */
	public @Nullable WorkerLifetime lifetime() {
		return (this.instance.state() != null) ? this.lifetime : null;
	}

	/**
	 * Create the worker's state when subscribed to.
	 * @param initialization what to create
	 * @return the reply to whoever asked for it
	 */
	public Mono<Reply> initialize(Initialization initialization) {
		return this.instance.initialize(initialization, () -> {
		});
	}

	/**
	 * Answer what an operator asks when subscribed to.
	 * @param request the number of what is asked
	 * @return the reply to whoever asked
	 */
	public Mono<Reply> inspect(int request) {
		return this.inspection.answer(request);
	}

	private @Nullable RequestHandler accept(UUID claimedId, RpcLink link) {
		if (!this.settings.workerId().equals(claimedId)) {
			return null;
		}
		ReplyWriter replies = this.payloads.forLink();
		String name = this.settings.workerName();
		return new ServedLink(this, link, this.targets,
				new FunctionCalls(name, this.executor, replies, this.failures, this.brief, this.deadlines,
						this.blocking, this.observer),
				new StreamCalls(name, this.executor, replies, this.failures, this.deadlines, this.blocking,
						this.observer),
				replies, this.admission, this.counts);
	}

	private static void whenClosed(RpcLink link, Runnable action) {
		link.onClose().subscribe((ignored) -> {
		}, (ex) -> logger.debug("A link ended", ex), action);
	}

	Mono<Reply> initialize(byte @Nullable [] body, RpcLink link) {
		if (body == null) {
			return Mono.just(this.payloads.refusal("An initialisation has a body"));
		}
		// It is the master's, about which its heartbeats decide
		link.outlastSilence();
		Initialization initialization = this.controlCodec.decode(body, Initialization.class);
		return this.instance.initialize(initialization, () -> {
			this.lifetime = initialization.lifetime();
			whenClosed(link, () -> this.events.initializerGone(initialization.lifetime()));
		});
	}

	Mono<Reply> open(byte @Nullable [] body, RpcLink link, ServedLink served) {
		Object state = this.instance.state();
		if (body == null || state == null) {
			return Mono.just(
					this.payloads.refusal("Worker '%s' is not initialised yet".formatted(this.settings.workerName())));
		}
		Opening opening = this.controlCodec.decode(body, Opening.class);
		if (!opening.fingerprint().equals(this.registry.fingerprint())) {
			return Mono.just(this.payloads.refusal(
					"Worker '%s' has other @WorkerFunction, WorkerType or SessionType beans than this application, so their numbers differ (fingerprint %.12s there, %.12s here). Connect only from the same version and configuration of the application"
						.formatted(this.settings.workerName(), this.registry.fingerprint(), opening.fingerprint())));
		}
		if (opening.master()) {
			// As with the link that has initialised the worker. Who claims it wrongly
			// gains nothing but a link, which it has
			link.outlastSilence();
		}
		if (opening.sessionType() == Opening.NO_SESSION) {
			return Mono.just(Reply.value(null));
		}
		return this.executor.execute(() -> {
			try {
				served.opened(this.sessions.open(link, opening.sessionType(), opening.initArgument(), state));
				return Reply.value(null);
			}
			catch (Throwable ex) {
				// Whatever it is, it is for who connects
				return this.payloads.failed(ex);
			}
		});
	}

	Mono<Reply> shutdown() {
		return Mono.just(Reply.value(null)).doFinally((signal) -> this.events.shutdownRequested());
	}

	/**
	 * Let no further connections in. Returns when that is so.
	 */
	public void closeListener() {
		this.server.closeListener();
	}

	/**
	 * Let nobody in any more, start nothing new, and wait until the calls that there are
	 * have been answered.
	 * @param grace how long to wait
	 */
	void finishCalls(Duration grace) {
		this.admission.close();
		closeListener();
		long deadline = System.nanoTime() + grace.toNanos();
		while ((inFlight() > 0 || !this.server.hasWritten()) && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(FINISH_POLL.toNanos());
		}
	}

	Mono<Reply> closedListener() {
		return Mono.<Reply>fromCallable(() -> {
			closeListener();
			return Reply.value(null);
		}).subscribeOn(Schedulers.fromExecutor(this.executor.deliveries()));
	}

	Mono<Reply> end(RpcLink link) {
		this.awaitingEnd.add(link);
		whenClosed(link, () -> this.awaitingEnd.remove(link));
		return this.goodbye.asMono();
	}

	ServedLog log() {
		return this.log;
	}

	UntakenMessages untaken() {
		return this.untaken;
	}

	/**
	 * End the worker in good order: interrupt its calls, close the states of its
	 * connections, its own state and its connections.
	 */
	public void close() {
		endCalls(INTERRUPT_GRACE);
		sayGoodbye(Reply.value(null));
		closeStates();
	}

	/**
	 * End the worker after a failure: its clients see that it is lost, and why.
	 * @param failure what failed, or {@code null} if nothing of the worker has
	 */
	public void abort(@Nullable Throwable failure) {
		endCalls(INTERRUPT_GRACE);
		if (failure != null) {
			sayGoodbye(this.payloads.failed(failure));
		}
		closeStates();
	}

	private void endCalls(Duration grace) {
		closeListener();
		this.failures.ending();
		this.deadlines.close();
		this.blocking.close();
		this.executor.close(grace);
	}

	/**
	 * End the worker's calls and tell its clients why, as its process is about to be
	 * killed.
	 * @param failure what failed
	 */
	void abandon(Throwable failure) {
		endCalls(Duration.ZERO);
		sayGoodbye(this.payloads.failed(failure));
	}

	// Who hears it closes the connection, and knows whether something was lost
	private void sayGoodbye(Reply reply) {
		this.goodbye.tryEmitValue(reply);
		Awaiting.uninterruptibly(Mono.when(this.awaitingEnd.stream().map(RpcLink::onClose).toList()), GOODBYE_GRACE);
	}

	private void closeStates() {
		this.server.close();
		this.sessions.closeAll();
		this.instance.close();
	}

}
