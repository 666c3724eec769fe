package io.rpcparallel.master;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.FailureReport;
import io.rpcparallel.protocol.Heartbeat;
import io.rpcparallel.protocol.LogTail;
import io.rpcparallel.protocol.Registration;
import io.rpcparallel.protocol.RegistrationReply;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RequestHandler;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcServer;
import io.rpcparallel.transport.RpcTransport;

/**
 * Where workers register. Listens from the first spawn on, and lets in only workers that
 * are waited for, so that a late one learns to leave, and each of them once. The
 * connection a worker registered on stays open: its end tells the worker that the master
 * is gone.
 */
class MasterServer {

	private static final Log logger = LogFactory.getLog(MasterServer.class);

	private final Supplier<RpcTransport> transport;

	private final RpcSettings rpc;

	private final ConnectionSecret secret;

	private final List<String> functions;

	private final ControlCodec controlCodec = new ControlCodec();

	private final Map<UUID, PendingWorker> pending = new ConcurrentHashMap<>();

	private final Object monitor = new Object();

	private @Nullable RpcServer server;

	MasterServer(Supplier<RpcTransport> transport, RpcSettings rpc, ConnectionSecret secret,
			WorkerFunctionRegistry registry) {
		this.rpc = rpc;
		this.transport = transport;
		this.secret = secret;
		this.functions = registry.describe();
	}

	WorkerAddress address() {
		synchronized (this.monitor) {
			if (this.server == null) {
				RpcTransport transport = this.transport.get();
				this.server = transport.listen(transport.reserve(), this.secret::ofWorker, this::accept, this.rpc);
			}
			return this.server.address();
		}
	}

	/**
	 * Tell that a worker does not start, as this process can't listen for it.
	 * @param workerName the worker
	 * @param failure why it can't listen, which says what to do
	 * @return the failure of the start
	 */
	static WorkerStartException noAddress(String workerName, UncheckedIOException failure) {
		return new WorkerStartException(workerName,
				"this process can't listen for it. %s".formatted(failure.getMessage()), null, List.of(),
				failure.getCause());
	}

	// A worker that listened there has ended
	void left(WorkerAddress address) {
		this.transport.get().release(address);
	}

	PendingWorker expect(UUID workerId, WorkerMonitor monitor) {
		PendingWorker worker = new PendingWorker(workerId, monitor);
		this.pending.put(workerId, worker);
		return worker;
	}

	void forget(PendingWorker worker) {
		this.pending.remove(worker.workerId());
	}

	private @Nullable RequestHandler accept(UUID workerId, RpcLink link) {
		PendingWorker worker = this.pending.get(workerId);
		if (worker == null || !worker.claim()) {
			return null;
		}
		// Workers are looked after
		link.outlastSilence();
		return (function, body) -> reply(worker, function, body);
	}

	private Mono<Reply> reply(PendingWorker worker, int function, byte @Nullable [] body) {
		try {
			return (function == BuiltIn.LOG_TAIL && body != null) ? logged(worker, body)
					: Mono.just(answer(worker, function, body));
		}
		catch (JacksonException ex) {
			logger.debug("A worker has sent what can't be read", ex);
			return Mono.just(new Reply(Reply.Code.REFUSED, null));
		}
	}

	// Answered when it is logged, so that the worker does not send more than that
	private Mono<Reply> logged(PendingWorker worker, byte[] body) {
		return worker.monitor()
			.logged(this.controlCodec.decode(body, LogTail.class).records())
			.thenReturn(Reply.value(null));
	}

	// A worker's link stays what it was accepted for after the worker has registered
	private Reply answer(PendingWorker worker, int function, byte @Nullable [] body) {
		if (body == null) {
			return new Reply(Reply.Code.REFUSED, null);
		}
		switch (function) {
			case BuiltIn.REGISTER -> {
				return register(worker, this.controlCodec.decode(body, Registration.class));
			}
			case BuiltIn.HEARTBEAT -> worker.monitor().heard(this.controlCodec.decode(body, Heartbeat.class));
			case BuiltIn.EXITING -> worker.monitor().exiting(this.controlCodec.decode(body, ExitNotice.class));
			case BuiltIn.FAILURE -> {
				FailureReport report = this.controlCodec.decode(body, FailureReport.class);
				worker.monitor().failed(report.where(), report.thrown().toRemoteThrowable(), report.threadDump());
			}
			default -> {
				return new Reply(Reply.Code.REFUSED, null);
			}
		}
		return Reply.value(null);
	}

	private Reply register(PendingWorker worker, Registration registration) {
		List<String> differences = RegistryDifferences.between(this.functions, registration.functions());
		worker.registration().complete(registration);
		return Reply.value(this.controlCodec.encode(new RegistrationReply(differences.isEmpty(), differences)));
	}

	List<String> differences(Registration registration) {
		return RegistryDifferences.between(this.functions, registration.functions());
	}

	void close() {
		synchronized (this.monitor) {
			if (this.server != null) {
				this.server.close();
				this.server = null;
			}
		}
	}

}
