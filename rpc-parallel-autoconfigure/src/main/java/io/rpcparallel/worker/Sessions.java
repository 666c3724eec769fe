package io.rpcparallel.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.function.SessionType;
import io.rpcparallel.registry.RegisteredSessionType;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcLink;

/**
 * The states of a worker's connections. Each is closed when its connection ends, after
 * what ran on it, and all of them before the worker's own state.
 */
class Sessions {

	private static final Log logger = LogFactory.getLog(Sessions.class);

	private final WorkerFunctionRegistry registry;

	private final ReplyWriter payloads;

	private final CallExecutor executor;

	private final Map<RpcLink, Object> open = new ConcurrentHashMap<>();

	Sessions(WorkerFunctionRegistry registry, ReplyWriter payloads, CallExecutor executor) {
		this.registry = registry;
		this.payloads = payloads;
		this.executor = executor;
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // checked where connect was compiled
	Object open(RpcLink link, int sessionType, byte @Nullable [] initArgument, Object workerState) throws Exception {
		RegisteredSessionType type = this.registry.sessionTypes().get(sessionType);
		if (!type.workerState().resolve(Object.class).isInstance(workerState)) {
			throw new IllegalArgumentException("Session type '%s' is for workers with a %s, not for this one"
				.formatted(type.name(), type.workerState()));
		}
		SessionType<Object, Object, @Nullable Object> bean = (SessionType<Object, Object, @Nullable Object>) this.registry
			.bean(type);
		Object session = bean.open(workerState, this.payloads.read(type.initArgument(), initArgument));
		if (session == null) {
			throw new IllegalStateException("Session type '%s' returned null as the state".formatted(type.name()));
		}
		this.open.put(link, session);
		link.onClose().subscribe((ignored) -> {
		}, (ex) -> logger.debug("Link of a session ended", ex), () -> closeAfterCalls(link));
		return session;
	}

	private void closeAfterCalls(RpcLink link) {
		try {
			this.executor.calls().schedule(() -> close(link));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The worker ends, and its sessions with it", ex);
		}
	}

	private void close(RpcLink link) {
		Object session = this.open.remove(link);
		if (session != null) {
			WorkerInstance.close(session, "state of a connection");
		}
	}

	void closeAll() {
		this.open.keySet().forEach(this::close);
	}

}
