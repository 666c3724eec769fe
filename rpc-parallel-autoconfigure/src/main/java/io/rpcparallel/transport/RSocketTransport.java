package io.rpcparallel.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.ConnectionSecret;

/**
 * RSocket over TCP on the loopback address. Both sides fragment, since a frame can't have
 * more than 16 MiB, and both bound what they put together again. Has its own event loops,
 * so that they end with it.
 */
public final class RSocketTransport implements RpcTransport {

	private static final String CLOSED = "The application is closed";

	private static final int FRAGMENT_SIZE = 1024 * 1024;

	/**
	 * Room for failures, which are not held to the limit of the application's messages.
	 * As much as the largest frame, since RSocket wants room for one.
	 */
	private static final int OVERHEAD = 16 * 1024 * 1024;

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final LoopResources eventLoops;

	private final Supplier<@Nullable RSocketMessageHandler> messageHandlers;

	private final Set<Server> servers = ConcurrentHashMap.newKeySet();

	private final Set<RpcLink> links = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Create a transport.
	 * @param messageHandlers gives what answers requests of other protocols than ours, if
	 * there is such a thing
	 */
	public RSocketTransport(Supplier<@Nullable RSocketMessageHandler> messageHandlers) {
		this.messageHandlers = messageHandlers;
		this.eventLoops = LoopResources.create("rpc-parallel", Math.min(2, Runtime.getRuntime().availableProcessors()),
				true);
	}

	private static int maxPayloadSize(RpcSettings rpc) {
		return (int) Math.min(Integer.MAX_VALUE, rpc.maxMessageSize().toBytes() + OVERHEAD);
	}

	@Override
	public RpcServer listen(ConnectionSecret secret, LinkAcceptor acceptor, RpcSettings rpc) {
		if (this.closed) {
			throw new IllegalStateException(CLOSED);
		}
		ChannelGroup accepted = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
		TcpServer server = TcpServer.create()
			.channelGroup(accepted)
			.bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.runOn(this.eventLoops, false)
			.doOnConnection((connection) -> BufferAgeLimit.enforce(connection, rpc.bufferAgeLimit()))
			.childOption(ChannelOption.TCP_NODELAY, true);
		CloseableChannel channel = RSocketServer.create(new SetupAcceptor(secret, acceptor, this.messageHandlers))
			.fragment(FRAGMENT_SIZE)
			.payloadDecoder(BytesPayload::read)
			.maxInboundPayloadSize(maxPayloadSize(rpc))
			.maxTimeToFirstFrame(rpc.handshakeTimeout())
			.bindNow(TcpServerTransport.create(server));
		Server bound = new Server(channel, accepted);
		this.servers.add(bound);
		return bound;
	}

	@Override
	public Mono<RpcLink> connect(InetSocketAddress address, ConnectionSecret secret, UUID workerId, RpcSettings rpc,
			Duration timeout) {
		if (this.closed) {
			return Mono.error(new IllegalStateException(CLOSED));
		}
		TcpClient client = TcpClient.newConnection()
			.remoteAddress(() -> address)
			.resolver(DefaultAddressResolverGroup.INSTANCE)
			.runOn(this.eventLoops, false)
			.doOnConnected((connection) -> BufferAgeLimit.enforce(connection, rpc.bufferAgeLimit()))
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
		return RSocketConnector.create()
			.setupPayload(Mono.fromSupplier(() -> DefaultPayload.create(ConnectionKey.encode(secret, workerId))))
			.metadataMimeType(ForeignProtocol.METADATA.toString())
			.dataMimeType(ForeignProtocol.DATA.toString())
			.keepAlive(rpc.heartbeatInterval(), rpc.heartbeatTimeout())
			.fragment(FRAGMENT_SIZE)
			.payloadDecoder(BytesPayload::read)
			.maxInboundPayloadSize(maxPayloadSize(rpc))
			.connect(TcpClientTransport.create(client))
			.timeout(timeout)
			.map(this::opened);
	}

	private RpcLink opened(RSocket rsocket) {
		RpcLink link = new RSocketLink(rsocket);
		this.links.add(link);
		link.onClose().doFinally((signal) -> this.links.remove(link)).subscribe();
		if (this.closed) {
			link.close();
		}
		return link;
	}

	@Override
	public void close() {
		this.closed = true;
		// Before the event loops, which may end without closing the channels they have
		this.servers.forEach(Server::close);
		List<Mono<Void>> ends = this.links.stream().map(RpcLink::onClose).toList();
		this.links.forEach(RpcLink::close);
		Awaiting.uninterruptibly(Mono.when(ends), CLOSE_TIMEOUT);
		Awaiting.uninterruptibly(this.eventLoops.disposeLater(Duration.ZERO, CLOSE_TIMEOUT),
				CLOSE_TIMEOUT.multipliedBy(2));
	}

	/**
	 * A bound channel and those that were accepted on it.
	 */
	private final class Server implements RpcServer {

		private final CloseableChannel channel;

		private final ChannelGroup accepted;

		Server(CloseableChannel channel, ChannelGroup accepted) {
			this.accepted = accepted;
			this.channel = channel;
		}

		@Override
		public int port() {
			return this.channel.address().getPort();
		}

		@Override
		public void closeListener() {
			this.channel.dispose();
			Awaiting.uninterruptibly(this.channel.onClose(), CLOSE_TIMEOUT);
		}

		@Override
		public void close() {
			if (!RSocketTransport.this.servers.remove(this)) {
				return;
			}
			closeListener();
			this.accepted.close().awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
		}

	}

}
