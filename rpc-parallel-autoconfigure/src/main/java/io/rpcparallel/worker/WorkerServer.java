package io.rpcparallel.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.WorkerType;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThrowableData;
import io.rpcparallel.registry.RegisteredWorkerType;
import io.rpcparallel.registry.WorkerFunctionRegistry;
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

	private static final Object NO_STATE = new Object();

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	private final ControlCodec controlCodec = new ControlCodec();

	private final UUID workerId;

	private final String workerName;

	private final int maxMessageSize;

	private final WorkerEvents events;

	private final CallExecutor executor;

	private final RpcServer server;

	private final AtomicBoolean initialized = new AtomicBoolean();

	private final Object monitor = new Object();

	private boolean closed;

	private volatile @Nullable WorkerInstance instance;

	/**
	 * Start to serve a worker.
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @param transport what connections come over
	 * @param secret what they have to show
	 * @param settings the worker's identity and limits
	 * @param events is told what happens to the worker
	 */
	public WorkerServer(WorkerFunctionRegistry registry, PayloadFormats formats, RpcTransport transport,
			ConnectionSecret secret, ServedWorkerSettings settings, WorkerEvents events) {
		this.registry = registry;
		this.formats = formats;
		this.workerId = settings.workerId();
		this.workerName = settings.workerName();
		this.maxMessageSize = settings.maxMessageSize();
		this.events = events;
		this.executor = new CallExecutor(settings.workerName(), settings.concurrency(), settings.classLoader());
		this.server = transport.listen(secret, this::accept);
	}

	/**
	 * Return where the worker listens.
	 * @return the port on the loopback address
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Create the worker's state when subscribed to.
	 * @param initialization what to create
	 * @return the reply to whoever asked for it
	 */
	public Mono<Reply> initialize(Initialization initialization) {
		return this.initialized.compareAndSet(false, true) ? execute(initialization) : alreadyInitialized();
	}

	private Mono<Reply> alreadyInitialized() {
		return Mono.just(refusal("Worker '%s' is initialised already".formatted(this.workerName)));
	}

	private Mono<Reply> execute(Initialization initialization) {
		return this.executor.execute(() -> {
			try {
				install(new WorkerInstance(this.registry, this.formats, this.controlCodec, this.maxMessageSize,
						createState(initialization)));
				return Reply.value(null);
			}
			catch (Throwable ex) {
				// Whatever the init function throws is the spawner's to know
				return this.controlCodec.threw(ex);
			}
		});
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // checked where the spawn was compiled
	private Object createState(Initialization initialization) throws Exception {
		if (initialization.workerType() == Initialization.STATELESS) {
			return NO_STATE;
		}
		RegisteredWorkerType type = this.registry.workerTypes().get(initialization.workerType());
		Object initArgument = this.formats.of(type.initArgument()).decode(initialization.initArgument());
		Object state = ((WorkerType<Object, @Nullable Object>) this.registry.bean(type)).create(initArgument);
		if (state == null) {
			throw new IllegalStateException("Worker type '%s' returned null as the state".formatted(type.name()));
		}
		return state;
	}

	private @Nullable RequestHandler accept(UUID claimedId, RpcLink link) {
		if (!this.workerId.equals(claimedId)) {
			return null;
		}
		return (function, body) -> (function >= 0) ? call(function, body) : control(function, body, link);
	}

	private Mono<Reply> call(int function, byte @Nullable [] query) {
		WorkerInstance instance = this.instance;
		if (instance == null) {
			return Mono.just(refusal("Worker '%s' is not initialised yet".formatted(this.workerName)));
		}
		if (function >= this.registry.functions().size()) {
			return Mono.just(refusal("Worker '%s' has no function number %d".formatted(this.workerName, function)));
		}
		return this.executor.execute(() -> instance.call(this.registry.functions().get(function), query));
	}

	private Mono<Reply> control(int function, byte @Nullable [] body, RpcLink link) {
		if (function == BuiltIn.INITIALIZE && body != null) {
			Initialization initialization = this.controlCodec.decode(body, Initialization.class);
			if (!this.initialized.compareAndSet(false, true)) {
				return alreadyInitialized();
			}
			link.onClose().subscribe((ignored) -> {
			}, (ex) -> logger.debug("Link of the initialiser ended", ex), this.events::initializerGone);
			return execute(initialization);
		}
		if (function == BuiltIn.OPEN && body != null && this.instance != null) {
			return Mono.just(open(new String(body, StandardCharsets.US_ASCII)));
		}
		if (function == BuiltIn.SHUTDOWN) {
			return Mono.just(Reply.value(null)).doFinally((signal) -> this.events.shutdownRequested());
		}
		return Mono.just(refusal("Worker '%s' can't answer request %d now".formatted(this.workerName, function)));
	}

	private Reply open(String fingerprint) {
		return fingerprint.equals(this.registry.fingerprint()) ? Reply.value(null) : refusal(
				"Worker '%s' has other @WorkerFunction or WorkerType beans than this application, so their numbers differ (fingerprint %.12s there, %.12s here). Connect only from the same version and configuration of the application"
					.formatted(this.workerName, this.registry.fingerprint(), fingerprint));
	}

	private Reply refusal(String message) {
		return new Reply(Reply.Code.REFUSED,
				this.controlCodec.encode(ThrowableData.of(new IllegalStateException(message))));
	}

	/**
	 * End the worker: interrupt its calls, close its state and its connections.
	 */
	public void close() {
		this.executor.close(INTERRUPT_GRACE);
		this.server.close();
		WorkerInstance instance;
		synchronized (this.monitor) {
			this.closed = true;
			instance = this.instance;
		}
		if (instance != null) {
			closeState(instance);
		}
	}

	// An init function may ignore that it is interrupted, and return when all is closed
	private void install(WorkerInstance created) {
		synchronized (this.monitor) {
			if (!this.closed) {
				this.instance = created;
				return;
			}
		}
		closeState(created);
	}

	private void closeState(WorkerInstance instance) {
		try {
			instance.close();
		}
		catch (Exception | Error ex) {
			logger.warn("State of worker '%s' could not be closed".formatted(this.workerName), ex);
		}
	}

}
