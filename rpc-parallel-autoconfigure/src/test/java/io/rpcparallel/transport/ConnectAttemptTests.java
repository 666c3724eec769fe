package io.rpcparallel.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ConnectAttempt}.
 */
class ConnectAttemptTests {

	private final ConnectAttempt attempt = new ConnectAttempt();

	private ServerSocketChannel server;

	private SocketConnection connection;

	@BeforeEach
	void connect() throws IOException {
		this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		LinkLimits limits = new LinkLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(7), 1000,
				1000, new RefusedConnections());
		this.connection = new SocketConnection(SocketChannel.open(this.server.getLocalAddress()),
				this.server.getLocalAddress(), InboundChecks.ofConnecting(limits), limits);
	}

	@AfterEach
	void close() throws IOException {
		this.connection.end();
		this.server.close();
	}

	@Test
	void whatIsMadeInTimeIsWhoseItWasMadeFor() {
		this.attempt.connected(this.connection);
		assertThat(this.attempt.succeeded()).isSameAs(this.connection);
		this.attempt.end();
		assertThat(this.connection.isDisposed()).isFalse();
	}

	@Test
	void whatNobodyWaitsForAnyMoreIsLetGoOf() {
		this.attempt.connected(this.connection);
		this.attempt.end();
		assertThat(this.connection.isDisposed()).isTrue();
		assertThatIllegalStateException().isThrownBy(this.attempt::succeeded);
	}

	@Test
	void whatIsMadeTooLateIsLetGoOf() {
		this.attempt.end();
		this.attempt.connected(this.connection);
		assertThat(this.connection.isDisposed()).isTrue();
	}

}
