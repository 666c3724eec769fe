package io.rpcparallel.transport;

import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Traffic}.
 */
class TrafficTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final RpcSettings RPC = TestSettings.limitedTo(4 * 1024 * 1024);

	@Test
	void theBytesOfBothSidesAreCountedAndWhatOneSendsTheOtherReceives() {
		Traffic client = new Traffic();
		Traffic server = new Traffic();
		ConnectionSecret secret = ConnectionSecret.random();
		byte[] body = new byte[3_000_000];
		try (RSocketTransport clients = transport(client); RSocketTransport servers = transport(server)) {
			RpcServer listening = servers.listen(servers.reserve(), (id) -> secret,
					(claimed, link) -> (function, query) -> Mono.just(Reply.value(new byte[10])), RPC);
			RpcLink link = clients.connect(listening.address(), secret, UUID.randomUUID(), RPC, TIMEOUT).block(TIMEOUT);
			assertThat(link.request(1, body).block(TIMEOUT).body()).hasSize(10);
			assertThat(client.sent()).isBetween((long) body.length, body.length + 2000L);
			assertThat(client.received()).isBetween(10L, 2000L);
			Awaitility.await().untilAsserted(() -> assertThat(server.received()).isEqualTo(client.sent()));
			Awaitility.await().untilAsserted(() -> assertThat(server.sent()).isEqualTo(client.received()));
		}
	}

	private static RSocketTransport transport(Traffic traffic) {
		return new RSocketTransport(() -> null, SocketKind.AUTO, new RefusedConnections(), traffic);
	}

}
