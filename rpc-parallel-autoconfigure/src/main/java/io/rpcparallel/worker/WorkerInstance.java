package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.WorkerType;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.RegisteredWorkerType;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * A worker's state: created once, on the worker's own threads, and closed once.
 */
class WorkerInstance {

	private static final Log logger = LogFactory.getLog(WorkerInstance.class);

	private static final Object NO_STATE = new Object();

	private final String workerName;

	private final WorkerFunctionRegistry registry;

	private final ReplyWriter payloads;

	private final CallExecutor executor;

	private final AtomicBoolean initialized = new AtomicBoolean();

	private final Object monitor = new Object();

	private boolean closed;

	private volatile @Nullable Object state;

	WorkerInstance(String workerName, WorkerFunctionRegistry registry, ReplyWriter payloads, CallExecutor executor) {
		this.workerName = workerName;
		this.registry = registry;
		this.payloads = payloads;
		this.executor = executor;
	}

	@Nullable Object state() {
		return this.state;
	}

	/**
	 * Create the state when subscribed to. Only the first is let in.
	 * @param initialization what to create
	 * @param begun is run before it is created
	 * @return the reply to whoever asked for it
	 */
	Mono<Reply> initialize(Initialization initialization, Runnable begun) {
		if (!this.initialized.compareAndSet(false, true)) {
			return Mono.just(this.payloads.refusal("Worker '%s' is initialised already".formatted(this.workerName)));
		}
		begun.run();
		return this.executor.execute(() -> {
			try {
				install(create(initialization));
				return Reply.value(null);
			}
			catch (Throwable ex) {
				// Whatever the init function throws is the spawner's to know
				return this.payloads.failed(ex);
			}
		});
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // checked where the spawn was compiled
	private Object create(Initialization initialization) throws Exception {
		if (initialization.workerType() == Initialization.STATELESS) {
			return NO_STATE;
		}
		RegisteredWorkerType type = this.registry.workerTypes().get(initialization.workerType());
		Object initArgument = this.payloads.read(type.initArgument(), initialization.initArgument());
		Object created = ((WorkerType<Object, @Nullable Object>) this.registry.bean(type)).create(initArgument);
		if (created == null) {
			throw new IllegalStateException("Worker type '%s' returned null as the state".formatted(type.name()));
		}
		return created;
	}

	// An init function may ignore that it is interrupted, and return when all is closed
	private void install(Object created) {
		synchronized (this.monitor) {
			if (!this.closed) {
				this.state = created;
				return;
			}
		}
		close(created, "state of worker '" + this.workerName + "'");
	}

	void close() {
		Object last;
		synchronized (this.monitor) {
			this.closed = true;
			last = this.state;
		}
		if (last != null) {
			close(last, "state of worker '" + this.workerName + "'");
		}
	}

	static void close(Object state, String what) {
		try {
			if (state instanceof AutoCloseable closeable) {
				closeable.close();
			}
		}
		catch (Exception | LinkageError | AssertionError ex) {
			logger.warn("The %s could not be closed".formatted(what), ex);
		}
	}

}
