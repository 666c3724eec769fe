package io.rpcparallel.worker;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.function.SessionType;
import io.rpcparallel.protocol.ReplyException;
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

	private final Map<RpcLink, Session> open = new ConcurrentHashMap<>();

	private volatile boolean closed;

	Sessions(WorkerFunctionRegistry registry, ReplyWriter payloads, CallExecutor executor) {
		this.registry = registry;
		this.payloads = payloads;
		this.executor = executor;
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // checked where connect was compiled
	Session open(RpcLink link, int sessionType, byte @Nullable [] initArgument, Object workerState) throws Exception {
		RegisteredSessionType type = this.registry.sessionTypes().get(sessionType);
		if (!type.workerState().resolve(Object.class).isInstance(workerState)) {
			throw new ReplyException(
					this.payloads.refusal("Session type '%s' is for workers with a %s, and this one has none"
						.formatted(type.name(), type.workerState())));
		}
		SessionType<Object, Object, @Nullable Object> bean = (SessionType<Object, Object, @Nullable Object>) this.registry
			.bean(type);
		Object state = bean.open(workerState, this.payloads.read(type.initArgument(), initArgument));
		if (state == null) {
			throw new IllegalStateException("Session type '%s' returned null as the state".formatted(type.name()));
		}
		Session session = new Session("state '%s' of a connection".formatted(type.name()), state,
				(closed) -> this.open.remove(link, closed));
		if (this.open.putIfAbsent(link, session) != null) {
			session.close();
			throw new ReplyException(this.payloads.refusal("The connection has a session already"));
		}
		// An init function may ignore that it is interrupted, and return when all is
		// closed
		if (this.closed) {
			closeAll();
			throw new CancellationException("The worker ends");
		}
		link.onClose().subscribe((ignored) -> {
		}, (ex) -> logger.debug("Link of a session ended", ex), () -> endByTurns(link));
		return session;
	}

	private void endByTurns(RpcLink link) {
		try {
			this.executor.calls().schedule(() -> end(link));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The worker ends, and its sessions with it", ex);
		}
	}

	private void end(RpcLink link) {
		Session session = this.open.get(link);
		if (session != null) {
			session.end();
		}
	}

	/**
	 * Close them all, also those that a call uses which has not stopped in time.
	 */
	void closeAll() {
		this.closed = true;
		this.open.values().forEach(Session::close);
	}

}
