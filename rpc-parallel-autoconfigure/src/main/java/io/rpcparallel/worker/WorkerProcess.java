package io.rpcparallel.worker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Registration;
import io.rpcparallel.protocol.RegistrationReply;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcTransport;

/**
 * The life of a worker process once its application context is up: serve, register with
 * the master, and stay until there is a reason to leave ({@code start_app} of
 * {@code rpc_parallel}, for the worker).
 */
public final class WorkerProcess {

	private static final Log logger = LogFactory.getLog(WorkerProcess.class);

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	private final @Nullable ClassLoader classLoader;

	private final ControlCodec controlCodec = new ControlCodec();

	private final CompletableFuture<WorkerExitCode> end = new CompletableFuture<>();

	/**
	 * Create a worker process.
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @param classLoader the class loader of the application
	 */
	public WorkerProcess(WorkerFunctionRegistry registry, PayloadFormats formats, @Nullable ClassLoader classLoader) {
		this.registry = registry;
		this.formats = formats;
		this.classLoader = classLoader;
	}

	/**
	 * Work until the end. Blocks the calling thread.
	 * @param assignment what this worker is to be
	 * @return why it ended
	 */
	public WorkerExitCode run(WorkerAssignment assignment) {
		this.registry.functions().forEach(this.registry::bean);
		WorkerAssignment.Settings settings = assignment.settings();
		int maxMessageSize = (int) settings.rpc().maxMessageSize().toBytes();
		try (RpcTransport transport = new RSocketTransport(maxMessageSize)) {
			WorkerServer server = new WorkerServer(this.registry, this.formats, transport, assignment.secret(),
					new ServedWorkerSettings(assignment.workerId(), assignment.workerName(), maxMessageSize,
							settings.concurrency(), this.classLoader),
					new Events());
			try {
				register(assignment, transport, server.port());
				return this.end.join();
			}
			finally {
				server.close();
			}
		}
	}

	/**
	 * End the worker; the first reason counts.
	 * @param code why it is to end
	 */
	public void end(WorkerExitCode code) {
		if (this.end.complete(code)) {
			logger.debug("Worker ends: " + code);
		}
	}

	private void register(WorkerAssignment assignment, RpcTransport transport, int port) {
		Registration registration = new Registration(ProcessHandle.current().pid(), port, this.registry.describe());
		InetSocketAddress master = new InetSocketAddress(InetAddress.getLoopbackAddress(), assignment.masterPort());
		Duration timeout = assignment.settings().connectionTimeout();
		RegistrationReply reply = transport.connect(master, assignment.secret(), assignment.workerId(), timeout)
			.doOnNext(this::leaveWith)
			.flatMap((link) -> link.request(BuiltIn.REGISTER, this.controlCodec.encode(registration)))
			.timeout(timeout)
			.map(this::read)
			.onErrorResume((ex) -> Mono.fromRunnable(() -> {
				System.err.println("rpc-parallel: worker '%s' could not register with its master on port %d: %s"
					.formatted(assignment.workerName(), assignment.masterPort(), ex));
				end(WorkerExitCode.NO_MASTER);
			}))
			.block();
		if (reply != null && !reply.accepted()) {
			System.err.println("rpc-parallel: the master refused worker '%s': %s".formatted(assignment.workerName(),
					String.join("; ", reply.reasons())));
			end(WorkerExitCode.REFUSED);
		}
	}

	private void leaveWith(RpcLink master) {
		master.onClose().subscribe((ignored) -> {
		}, (ex) -> end(WorkerExitCode.ORPHANED), () -> end(WorkerExitCode.ORPHANED));
	}

	private RegistrationReply read(Reply reply) {
		byte[] body = reply.body();
		if (reply.code() != Reply.Code.VALUE || body == null) {
			throw new IllegalStateException("The master answered " + reply.code());
		}
		return this.controlCodec.decode(body, RegistrationReply.class);
	}

	/**
	 * Both events end a worker that was spawned.
	 */
	private final class Events implements WorkerEvents {

		@Override
		public void shutdownRequested() {
			end(WorkerExitCode.ENDED);
		}

		@Override
		public void initializerGone() {
			end(WorkerExitCode.ENDED);
		}

	}

}
