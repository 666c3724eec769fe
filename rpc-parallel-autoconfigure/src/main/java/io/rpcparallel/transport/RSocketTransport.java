package io.rpcparallel.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.util.DefaultPayload;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;

/**
 * RSocket over sockets of this machine: Unix domain sockets in a private folder, or TCP
 * on the loopback address. Both sides fragment, since a frame can't have more than 16
 * MiB, and both bound what they put together again.
 * <p>
 * What is beneath RSocket is our own ({@link SocketConnection}), since the calling thread
 * writes its frame itself and one thread reads it. An event loop between them costs a
 * lone call two more changes of threads at each side, and each frame a flush of its own:
 * measured in one run with RSocket's TCP transport on Reactor Netty, the same calls took
 * half the time and half the CPU, and 1 MiB messages went five times as fast over a Unix
 * domain socket. Netty's handler that gathers flushes gained nothing there, since Reactor
 * Netty gathers what is sent together already. A channel that blocks was as fast as one
 * with a selector, but it is closed by any interruption of a thread that writes to it,
 * and a thread that writes to a process that was stopped would hang. So no channel blocks
 * here: what the other side does not take waits, and is written by the thread that reads.
 * A request that is brief is executed by the thread that has read it
 * ({@link LinkReader}), which took a lone call from 31 to 21 us and half of the CPU of
 * many.
 */
public final class RSocketTransport implements RpcTransport {

	private static final Log logger = LogFactory.getLog(RSocketTransport.class);

	private static final WorkerAddress ANY_PORT = new WorkerAddress.Tcp(
			InetAddress.getLoopbackAddress().getHostAddress(), 0);

	private static final String CLOSED = "The application is closed";

	/**
	 * The largest that the protocol has room for.
	 */
	private static final int FRAGMENT_SIZE = FrameLengthCodec.FRAME_LENGTH_MASK;

	/**
	 * Room for failures, which are not held to the limit of the application's messages.
	 * As much as the largest frame, since RSocket wants room for one.
	 */
	private static final int OVERHEAD = 16 * 1024 * 1024;

	/**
	 * RSocket's own keepalive goes by a wall clock, which may be set, and runs on a
	 * scheduler that the application may keep busy. So it has as long as the protocol
	 * allows, and connections notice silence themselves ({@link LinkPulse}).
	 */
	private static final Duration UNUSED = Duration.ofMillis(Integer.MAX_VALUE);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final Supplier<@Nullable RSocketMessageHandler> messageHandlers;

	private final SocketKind kind;

	private final RefusedConnections refused;

	private final Traffic traffic;

	private final SocketFolder folder = new SocketFolder();

	private final LinkThreads threads = new LinkThreads();

	private final Set<Server> servers = ConcurrentHashMap.newKeySet();

	private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();

	private final Set<RpcLink> links = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Create a transport.
	 * @param messageHandlers gives what answers requests of other protocols than ours, if
	 * there is such a thing
	 * @param kind what servers listen on
	 * @param refused counts connections that are refused
	 * @param traffic counts the bytes of connections
	 */
	public RSocketTransport(Supplier<@Nullable RSocketMessageHandler> messageHandlers, SocketKind kind,
			RefusedConnections refused, Traffic traffic) {
		this.messageHandlers = messageHandlers;
		this.kind = kind;
		this.refused = refused;
		this.traffic = traffic;
	}

	private static int maxPayloadSize(RpcSettings rpc) {
		return (int) Math.min(Integer.MAX_VALUE, rpc.maxMessageSize().toBytes() + OVERHEAD);
	}

	private LinkLimits limits(RpcSettings rpc) {
		int maxPayloadSize = maxPayloadSize(rpc);
		return new LinkLimits(rpc.bufferAgeLimit(), rpc.heartbeatInterval(), rpc.heartbeatTimeout(), maxPayloadSize,
				maxUnfinishedSize(maxPayloadSize), this.refused, this.traffic);
	}

	// This process could not hold more at the same time, and would end
	private static long maxUnfinishedSize(int maxPayloadSize) {
		return Math.max(2L * maxPayloadSize, Runtime.getRuntime().maxMemory() / 2);
	}

	@Override
	public WorkerAddress reserve() {
		if (this.closed) {
			throw new IllegalStateException(CLOSED);
		}
		if (this.kind == SocketKind.TCP) {
			return ANY_PORT;
		}
		try {
			return new WorkerAddress.UnixSocket(this.folder.reserve());
		}
		catch (IOException ex) {
			return otherwise(ex);
		}
	}

	private WorkerAddress otherwise(IOException failure) {
		if (this.kind == SocketKind.UNIX) {
			throw new UncheckedIOException(
					"There can be no Unix domain socket in the folder '%s'. Set 'rpc-parallel.rpc.transport' to 'auto' or 'tcp', or 'java.io.tmpdir' to a short path that can be written to"
						.formatted(System.getProperty("java.io.tmpdir")),
					failure);
		}
		logger.debug("TCP is used instead of a Unix domain socket", failure);
		return ANY_PORT;
	}

	@Override
	public void release(WorkerAddress address) {
		if (address instanceof WorkerAddress.UnixSocket socket) {
			SocketFolder.remove(socket.path());
			if (this.closed) {
				this.folder.close();
			}
		}
	}

	@Override
	public void sweep(WorkerAddress address) {
		if (address instanceof WorkerAddress.UnixSocket socket && !SocketFolder.isAlive(socket.path())) {
			SocketFolder.sweepAround(socket.path());
		}
	}

	@Override
	public RpcServer listen(WorkerAddress address, Function<UUID, ConnectionSecret> secrets, LinkAcceptor acceptor,
			RpcSettings rpc) {
		if (this.closed) {
			throw new IllegalStateException(CLOSED);
		}
		RSocketServer rsocketServer = RSocketServer
			.create(new SetupAcceptor(new KeyCheck(secrets), acceptor, this.messageHandlers, this.refused))
			.fragment(FRAGMENT_SIZE)
			.payloadDecoder(BytesPayload::read)
			.maxInboundPayloadSize(maxPayloadSize(rpc))
			.maxTimeToFirstFrame(rpc.handshakeTimeout());
		Server bound = new Server(bind(rsocketServer, address, rpc));
		this.servers.add(bound);
		if (this.closed) {
			bound.close();
			throw new IllegalStateException(CLOSED);
		}
		return bound;
	}

	private SocketListener bind(RSocketServer server, WorkerAddress address, RpcSettings rpc) {
		try {
			return SocketListener.bind(server, address.toSocketAddress(), limits(rpc), this.threads);
		}
		catch (IOException ex) {
			WorkerAddress other = (address instanceof WorkerAddress.UnixSocket) ? otherwise(ex) : address;
			if (other.equals(address)) {
				throw new UncheckedIOException("It can't be listened on %s".formatted(address), ex);
			}
			return bind(server, other, rpc);
		}
	}

	@Override
	public Mono<RpcLink> connect(WorkerAddress address, ConnectionSecret secret, UUID workerId, RpcSettings rpc,
			Duration timeout) {
		if (this.closed) {
			return Mono.error(new IllegalStateException(CLOSED));
		}
		return Mono.defer(() -> {
			ConnectAttempt attempt = new ConnectAttempt();
			return connect(
					new SocketClientTransport(address.toSocketAddress(), limits(rpc), this.threads, (connection) -> {
						connected(connection);
						attempt.connected(connection);
					}), secret, workerId, rpc)
				.timeout(timeout)
				.map((rsocket) -> opened(rsocket, attempt.succeeded()))
				.doFinally((signal) -> attempt.end());
		});
	}

	private static Mono<RSocket> connect(SocketClientTransport transport, ConnectionSecret secret, UUID workerId,
			RpcSettings rpc) {
		return RSocketConnector.create()
			.setupPayload(Mono.fromSupplier(() -> DefaultPayload.create(ConnectionKey.encode(secret, workerId))))
			.metadataMimeType(ForeignProtocol.METADATA.toString())
			.dataMimeType(ForeignProtocol.DATA.toString())
			.keepAlive(UNUSED, UNUSED)
			.fragment(FRAGMENT_SIZE)
			.payloadDecoder(BytesPayload::read)
			.maxInboundPayloadSize(maxPayloadSize(rpc))
			.connect(transport);
	}

	private void connected(SocketConnection connection) {
		this.connections.add(connection);
		connection.onClose().subscribe(null, null, () -> this.connections.remove(connection));
		if (this.closed) {
			connection.dispose();
		}
	}

	private RpcLink opened(RSocket rsocket, SocketConnection connection) {
		RpcLink link = new RSocketLink(rsocket, connection);
		this.links.add(link);
		link.onClose().doFinally((signal) -> this.links.remove(link)).subscribe();
		return link;
	}

	@Override
	public void close() {
		this.closed = true;
		this.servers.forEach(Server::close);
		List<Mono<Void>> ends = this.links.stream().map(RpcLink::onClose).toList();
		this.links.forEach(RpcLink::close);
		Awaiting.uninterruptibly(Mono.when(ends), CLOSE_TIMEOUT);
		this.connections.forEach(SocketConnection::dispose);
		this.threads.awaitEnd(CLOSE_TIMEOUT);
		this.folder.close();
	}

	/**
	 * What listens, and what was accepted on it.
	 */
	private final class Server implements RpcServer {

		private final SocketListener listener;

		Server(SocketListener listener) {
			this.listener = listener;
		}

		@Override
		public WorkerAddress address() {
			return this.listener.address();
		}

		@Override
		public void closeListener() {
			this.listener.dispose();
			Awaiting.uninterruptibly(this.listener.onClose(), CLOSE_TIMEOUT);
		}

		@Override
		public boolean hasWritten() {
			return this.listener.hasWritten();
		}

		@Override
		public void close() {
			if (!RSocketTransport.this.servers.remove(this)) {
				return;
			}
			Awaiting.uninterruptibly(this.listener.end(), CLOSE_TIMEOUT);
		}

	}

}
