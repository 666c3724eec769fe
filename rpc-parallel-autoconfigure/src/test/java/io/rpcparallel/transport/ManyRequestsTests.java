package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many requests at once over one connection, and many connections.
 */
@LeavesNothingBehind
class ManyRequestsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final RpcSettings RPC = TestSettings.limitedTo(1024);

	private static final int AT_ONCE = 10_000;

	private static final int TOGETHER = 1;

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Sinks.Empty<Void> allAreThere = Sinks.empty();

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO,
			new RefusedConnections(), new Traffic());

	private final RpcServer server = this.transport.listen(this.transport.reserve(), (id) -> this.secret,
			(id, link) -> this::handle, RPC);

	private Mono<Reply> handle(int function, byte @Nullable [] body) {
		if (function != TOGETHER) {
			return Mono.just(Reply.value(body));
		}
		if (this.waiting.incrementAndGet() == AT_ONCE) {
			this.allAreThere.tryEmitEmpty();
		}
		return this.allAreThere.asMono().thenReturn(Reply.value(body));
	}

	@AfterEach
	void close() {
		this.server.close();
		this.transport.close();
	}

	@Test
	@Tag("D17")
	void tenThousandCallsAreUnderWayOverOneConnection() {
		RpcLink link = connect();
		long start = System.nanoTime();
		Long right = Flux.range(0, AT_ONCE)
			.flatMap((i) -> isEchoed(link, TOGETHER, i), AT_ONCE)
			.filter((same) -> same)
			.count()
			.block(TIMEOUT);
		assertThat(right).isEqualTo(AT_ONCE);
		Figures.printSince("D17",
				"%d of %d calls at once over one connection answered within".formatted(right, AT_ONCE), start);
	}

	@Test
	@Tag("D17")
	void aThousandConnectionsAreOpenAndEachOfThemAnswers() {
		List<RpcLink> links = Flux.range(0, 1000).map((i) -> connect()).collectList().block(TIMEOUT);
		Long right = Flux.fromIterable(links)
			.flatMap((link) -> isEchoed(link, 0, links.indexOf(link)), links.size())
			.filter((same) -> same)
			.count()
			.block(TIMEOUT);
		assertThat(right).isEqualTo(1000);
		assertThat(links).allMatch(RpcLink::isOpen);
		Figures.print("D17", "%d of 1000 connections answered", right);
	}

	@Test
	@Tag("D17")
	void afterTheLastNumberOfAStreamComesTheFirst() {
		RpcLink link = connect();
		Object rsocket = ReflectionTestUtils.getField(link, "rsocket");
		Object numbers = ReflectionTestUtils.getField(rsocket, "streamIdSupplier");
		Mono<Reply> pending = link.request(TOGETHER, new byte[] { 1 }).cache();
		pending.subscribe();
		ReflectionTestUtils.setField(numbers, "streamId", Integer.MAX_VALUE - 2L * 50);
		Long right = Flux.range(0, 200)
			.concatMap((i) -> isEchoed(link, 0, i))
			.filter((same) -> same)
			.count()
			.block(TIMEOUT);
		assertThat(right).isEqualTo(200);
		assertThat((Long) ReflectionTestUtils.getField(numbers, "streamId")).isGreaterThan(Integer.MAX_VALUE);
		// The first number is still in use
		this.allAreThere.tryEmitEmpty();
		assertThat(pending.block(TIMEOUT).body()).containsExactly(1);
	}

	private static Mono<Boolean> isEchoed(RpcLink link, int function, int number) {
		byte[] body = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
		return link.request(function, body).map((reply) -> ByteBuffer.wrap(reply.body()).getInt() == number);
	}

	private RpcLink connect() {
		return this.transport.connect(this.server.address(), this.secret, UUID.randomUUID(), RPC, TIMEOUT)
			.block(TIMEOUT);
	}

}
