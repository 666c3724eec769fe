package io.rpcparallel.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.rsocket.core.RSocketServer;
import io.rsocket.transport.ServerTransport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Connections that something keeps from ever being read: nothing of them stays.
 */
@LeavesNothingBehind
class UnreadConnectionTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	private final LinkThreads threads = new LinkThreads();

	@Test
	void aConnectionThatCannotBeMadeHoldsNoSelector() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY);
				SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
			LinkLimits impossible = limits(null);
			assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> new SocketConnection(channel,
					server.getLocalAddress(), InboundChecks.ofConnecting(impossible), impossible));
			assertThat(channel.isRegistered()).isFalse();
		}
	}

	@Test
	void aConnectionThatIsMadeAndThenCannotBeHandedOnEnds() throws IOException {
		List<SocketConnection> made = new CopyOnWriteArrayList<>();
		try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY)) {
			SocketClientTransport client = new SocketClientTransport(server.getLocalAddress(), limits(new Traffic()),
					this.threads, (connection) -> {
						made.add(connection);
						throw new IllegalStateException("nobody takes it");
					});
			assertThatIllegalStateException().isThrownBy(() -> client.connect().block(PATIENCE))
				.withMessage("nobody takes it");
		}
		assertThat(made).singleElement()
			.satisfies((connection) -> assertThat(connection.onClose().toFuture()).succeedsWithin(PATIENCE));
		this.threads.awaitEnd(PATIENCE);
	}

	@Test
	void aConnectionThatCannotBeServedEnds() throws IOException {
		SocketListener listener = SocketListener.bind(server((connection) -> {
			throw new IllegalStateException("nobody serves it");
		}), ANY, limits(new Traffic()), this.threads);
		try (SocketChannel client = SocketChannel.open(listener.address().toSocketAddress())) {
			client.configureBlocking(false);
			Awaitility.await().dontCatchUncaughtExceptions().until(() -> client.read(ByteBuffer.allocate(1)) < 0);
		}
		finally {
			listener.dispose();
			this.threads.awaitEnd(PATIENCE);
		}
	}

	@Test
	void nothingListensIfThereIsNoThreadForIt() throws IOException {
		SocketAddress address = free();
		LinkThreads none = mock(LinkThreads.class);
		willThrow(new OutOfMemoryError("unable to create native thread")).given(none).start(anyString(), any());
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> SocketListener.bind(server((connection) -> null), address, limits(new Traffic()), none));
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> SocketChannel.open(address).close());
	}

	private static SocketAddress free() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY)) {
			return server.getLocalAddress();
		}
	}

	private static RSocketServer server(ServerTransport.ConnectionAcceptor acceptor) {
		RSocketServer server = mock(RSocketServer.class);
		given(server.asConnectionAcceptor(anyInt())).willReturn(acceptor);
		return server;
	}

	private static LinkLimits limits(Traffic traffic) {
		return new LinkLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(7), 1000, 1000,
				new RefusedConnections(), traffic);
	}

}
