package io.rpcparallel.worker;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.SocketKind;
import io.rpcparallel.transport.Traffic;
import io.rpcparallel.worker.JournalFunctions.Journal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server of a worker with the {@link JournalFunctions}, and a transport to connect to
 * it.
 */
final class ServedJournal implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	final WorkerFunctionRegistry registry;

	final CountedEvents events = new CountedEvents();

	final Journal journal;

	final WorkerServer server;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			JournalFunctions.class);

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO,
			new RefusedConnections(), new Traffic());

	/**
	 * Serve a worker with one thread.
	 * @param rpc its settings
	 * @param grace how long calls may go on after their deadline
	 * @param initArgument what it is initialised with
	 */
	ServedJournal(RpcSettings rpc, Duration grace, String initArgument) {
		this.journal = this.context.getBean(Journal.class);
		this.registry = WorkerFunctionRegistry.of(this.context.getBeanFactory());
		PayloadFormats formats = ApplicationFormats.create();
		this.server = new WorkerServer(this.registry, formats, this.transport, this.secret,
				new ServedWorkerSettings(this.workerId, "one", this.transport.reserve(), rpc, 1, grace, null),
				() -> null, this.events, CallObservations.NONE);
		byte[] argument = formats.of(this.registry.workerTypes().get(0).initArgument()).encode(initArgument);
		assertThat(this.server.initialize(new Initialization(0, argument, WorkerLifetime.MASTER)).block(TIMEOUT))
			.isEqualTo(Reply.value(null));
	}

	/**
	 * Connect to it.
	 * @param address its own, or that of what stands in front of it
	 * @param rpc the settings of who connects
	 */
	RpcLink connect(WorkerAddress address, RpcSettings rpc) {
		return this.transport.connect(address, this.secret, this.workerId, rpc, TIMEOUT).block(TIMEOUT);
	}

	/**
	 * Call a function without a query.
	 */
	CompletableFuture<Reply> request(RpcLink link, String name, @Nullable Deadline deadline) {
		return link.request(number(name), null, deadline).toFuture();
	}

	int number(String name) {
		return this.registry.functions()
			.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow()
			.index();
	}

	@Override
	public void close() {
		this.journal.proceed.release(100);
		this.server.close();
		this.transport.close();
		this.context.close();
	}

}
