package io.rpcparallel.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links whose other side is there and says nothing.
 */
@LeavesNothingBehind
class SilentPeerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final RpcSettings RPC = TestSettings.limitedTo(1024)
		.withHeartbeat(Duration.ofMillis(50), Duration.ofSeconds(1));

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.TCP,
			new RefusedConnections(), new Traffic());

	private final ConnectionSecret secret = ConnectionSecret.random();

	private ServerSocket mute;

	@BeforeEach
	void listen() throws IOException {
		// Accepts connections without the help of anybody, as a process that hangs does
		this.mute = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void close() throws IOException {
		this.transport.close();
		this.mute.close();
	}

	@Test
	void aLinkEndsWhenTheOtherSideIsSilentUnlessSomebodyElseDecidesOrItIsOnlyIdle() {
		RpcServer server = this.transport.listen(this.transport.reserve(), (id) -> this.secret,
				(id, link) -> (function, body) -> Mono.never(), RPC);
		RpcLink idle = connect(server.address());
		// Until something was said there is nobody who could fall silent
		idle.request(1, null).subscribe(null, (ex) -> assertThat(ex).isNotNull());
		WorkerAddress nobody = new WorkerAddress.Tcp(this.mute.getInetAddress().getHostAddress(),
				this.mute.getLocalPort());
		RpcLink patient = connect(nobody);
		patient.outlastSilence();
		RpcLink impatient = connect(nobody);
		long start = System.nanoTime();
		Awaitility.await().atMost(TIMEOUT).until(() -> !impatient.isOpen());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
		assertThat(patient.isOpen()).isTrue();
		assertThat(idle.isOpen()).isTrue();
	}

	private RpcLink connect(WorkerAddress address) {
		return this.transport.connect(address, this.secret, UUID.randomUUID(), RPC, TIMEOUT).block();
	}

}
