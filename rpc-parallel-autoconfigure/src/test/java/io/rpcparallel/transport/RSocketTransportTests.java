package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RSocketTransport} over sockets of this machine.
 */
@LeavesNothingBehind
@ParameterizedClass
@EnumSource(names = { "TCP", "UNIX" })
class RSocketTransportTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final RpcSettings RPC = TestSettings.limitedTo(64 * 1024 * 1024)
		.withHandshakeTimeout(Duration.ofMillis(800));

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final List<UUID> asked = new CopyOnWriteArrayList<>();

	private final List<RpcLink> accepted = new CopyOnWriteArrayList<>();

	private final RefusedConnections refused = new RefusedConnections();

	private final RSocketTransport transport;

	private final RpcServer server;

	RSocketTransportTests(SocketKind kind) {
		this.transport = new RSocketTransport(() -> null, kind, this.refused, new Traffic());
		this.server = this.transport.listen(this.transport.reserve(), (id) -> this.secret, this::accept, RPC);
	}

	private RequestHandler accept(UUID claimed, RpcLink link) {
		this.asked.add(claimed);
		if (!claimed.equals(this.workerId)) {
			return null;
		}
		this.accepted.add(link);
		return (function, body) -> (function >= 0) ? Mono.just(new Reply(Reply.Code.values()[function], body))
				: Mono.never();
	}

	@AfterEach
	void close() {
		this.server.close();
		this.transport.close();
	}

	@Test
	void aRequestIsAnsweredWithItsReply() {
		RpcLink link = connect(this.secret, this.workerId);
		Reply reply = link.request(Reply.Code.THREW.ordinal(), bytes("text")).block(TIMEOUT);
		assertThat(reply.code()).isEqualTo(Reply.Code.THREW);
		assertThat(reply.body()).isEqualTo(bytes("text"));
		assertThat(link.request(0, null).block(TIMEOUT).body()).isNull();
		assertThat(link.request(0, new byte[0]).block(TIMEOUT).body()).isEmpty();
	}

	@Test
	@Tag("A18")
	void anAnswerThatWasSentBeforeTheEndArrives() {
		try (RSocketTransport other = new RSocketTransport(() -> null, SocketKind.AUTO, this.refused, new Traffic())) {
			RpcServer ending = other.listen(other.reserve(), (id) -> this.secret, (claimed,
					link) -> (function, body) -> Mono.just(Reply.value(body)).doFinally((signal) -> link.close()), RPC);
			for (int i = 0; i < 1000; i++) {
				RpcLink link = this.transport.connect(ending.address(), this.secret, this.workerId, RPC, TIMEOUT)
					.block(TIMEOUT);
				byte[] body = new byte[(i < 200) ? i * 1000 : i % 200];
				assertThat(link.request(0, body).block(TIMEOUT).body()).isEqualTo(body);
				link.onClose().block(TIMEOUT);
			}
		}
	}

	@Test
	@Tag("F1")
	void aWrongSecretIsRefusedBeforeAnybodyIsAsked() {
		RpcLink link = connect(ConnectionSecret.random(), this.workerId);
		assertThatExceptionOfType(LinkRefusedException.class).isThrownBy(() -> link.request(0, null).block(TIMEOUT))
			.withMessage("The key of the connection is not valid here");
		assertThat(this.asked).isEmpty();
		Awaitility.await().until(() -> !link.isOpen());
	}

	@Test
	@Tag("F2")
	void theIdOfAnotherWorkerIsRefusedInTheSameWords() {
		UUID stranger = UUID.randomUUID();
		RpcLink link = connect(this.secret, stranger);
		assertThatExceptionOfType(LinkRefusedException.class).isThrownBy(() -> link.request(0, null).block(TIMEOUT))
			.withMessage("The key of the connection is not valid here");
		assertThat(this.asked).containsExactly(stranger);
	}

	@Test
	void garbageDoesNotDisturbTheServer() throws IOException {
		for (byte[] garbage : List.of(bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), random(100_000),
				new byte[100], new byte[] { -1, -1, -1, 0 })) {
			try (SocketChannel socket = open()) {
				socket.write(ByteBuffer.wrap(garbage));
			}
			catch (IOException ex) {
				assertThat(ex).hasMessageMatching("(?i).*(reset|broken pipe).*");
			}
			assertWorks();
		}
		assertThat(this.asked).containsOnly(this.workerId);
	}

	@Test
	@Tag("D6")
	void connectionsThatSayNothingMakeRoomForOthers() throws IOException {
		RpcServer patient = this.transport.listen(this.transport.reserve(), (id) -> this.secret, this::accept,
				RPC.withHandshakeTimeout(Duration.ofMinutes(1)));
		List<SocketChannel> silent = new ArrayList<>();
		try {
			RpcLink link = connect(patient.address(), this.secret, this.workerId);
			link.request(0, null).block(TIMEOUT);
			for (int i = 0; i < Newcomers.LIMIT + 3; i++) {
				silent.add(SocketChannel.open(patient.address().toSocketAddress()));
			}
			for (SocketChannel first : silent.subList(0, 3)) {
				assertThat(Channels.newInputStream(first).read()).isEqualTo(-1);
			}
			RpcLink other = connect(patient.address(), this.secret, this.workerId);
			assertThat(other.request(0, null).block(TIMEOUT).code()).isEqualTo(Reply.Code.VALUE);
			assertThat(link.isOpen()).isTrue();
		}
		finally {
			for (SocketChannel each : silent) {
				each.close();
			}
			patient.close();
		}
	}

	@Test
	void aConnectionThatSaysNothingIsClosed() throws IOException {
		try (SocketChannel idle = open()) {
			assertThat(Channels.newInputStream(idle).readAllBytes()).hasSizeLessThan(1000);
		}
		assertWorks();
	}

	@Test
	void aConnectionThatHasShownItsKeyMayBeSilent() {
		RpcLink link = connect(this.secret, this.workerId);
		link.request(0, null).block(TIMEOUT);
		Mono<Void> closed = link.onClose();
		assertThat(closed.timeout(Duration.ofMillis(1500), Mono.error(new IllegalStateException("open")))
			.onErrorComplete(IllegalStateException.class)
			.then(Mono.fromSupplier(link::isOpen))
			.block(TIMEOUT)).isTrue();
		assertThat(link.request(0, bytes("x")).block(TIMEOUT).body()).isEqualTo(bytes("x"));
	}

	@Test
	void largeMessagesArriveInBothDirections() {
		byte[] large = random(20 * 1024 * 1024);
		RpcLink link = connect(this.secret, this.workerId);
		byte[] arrived = link.request(0, large).block(TIMEOUT).body();
		assertThat(Arrays.equals(arrived, large)).isTrue();
	}

	@Test
	void largeMessagesThatCrossDoNotBlockEachOther() {
		byte[] large = random(20 * 1024 * 1024);
		RpcLink link = connect(this.secret, this.workerId);
		Long arrived = Flux.range(0, 8)
			.flatMap((i) -> link.request(0, large))
			.filter((reply) -> Arrays.equals(reply.body(), large))
			.count()
			.block(TIMEOUT.multipliedBy(3));
		assertThat(arrived).isEqualTo(8);
	}

	@Test
	void manyCallersShareALink() throws InterruptedException {
		RpcLink link = connect(this.secret, this.workerId);
		AtomicInteger right = new AtomicInteger();
		List<Thread> callers = IntStream.range(0, 8).mapToObj((caller) -> new Thread(() -> {
			byte[] body = random(10 + caller * 5000);
			for (int i = 0; i < 200; i++) {
				if (Arrays.equals(link.request(0, body).block(TIMEOUT).body(), body)) {
					right.incrementAndGet();
				}
			}
		})).toList();
		callers.forEach(Thread::start);
		for (Thread caller : callers) {
			caller.join(TIMEOUT.toMillis());
		}
		assertThat(right).hasValue(8 * 200);
	}

	@Test
	void aCallerThatIsInterruptedDoesNotEndTheLink() {
		RpcLink link = connect(this.secret, this.workerId);
		Thread.currentThread().interrupt();
		CompletableFuture<Reply> reply = link.request(0, bytes("x")).toFuture();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(reply).succeedsWithin(TIMEOUT);
		assertThat(link.isOpen()).isTrue();
	}

	@Test
	void closingTheLinkEndsItForBothAndFailsWhatIsPending() {
		RpcLink link = connect(this.secret, this.workerId);
		CompletableFuture<Reply> pending = link.request(-1, null).toFuture();
		Awaitility.await().until(() -> this.accepted.size() == 1);
		link.close();
		assertThat(pending).failsWithin(TIMEOUT);
		assertThat(link.isOpen()).isFalse();
		link.onClose().block(TIMEOUT);
		this.accepted.get(0).onClose().block(TIMEOUT);
	}

	@Test
	void closingTheServerEndsItsLinksAndItsPort() {
		RpcLink link = connect(this.secret, this.workerId);
		link.request(0, null).block(TIMEOUT);
		CompletableFuture<Reply> pending = link.request(-1, null).toFuture();
		this.server.close();
		link.onClose().block(TIMEOUT);
		assertThat(pending).failsWithin(TIMEOUT);
		assertThatException().isThrownBy(() -> connect(this.secret, this.workerId));
	}

	@Test
	void closingTheTransportEndsLinksThreadsAndSockets() {
		RpcLink link = connect(this.secret, this.workerId);
		link.request(0, null).block(TIMEOUT);
		assertThat(threads()).isNotEmpty();
		this.transport.close();
		link.onClose().block(TIMEOUT);
		// A thread is there for a moment after it has said that it ends
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void connectingToNobodyFails() {
		WorkerAddress address = this.server.address();
		this.server.close();
		assertThatException()
			.isThrownBy(() -> this.transport.connect(address, this.secret, this.workerId, RPC, TIMEOUT)
				.block(TIMEOUT.plus(TIMEOUT)))
			.withMessageMatching("(?i).*(refused|no such file).*");
	}

	private void assertWorks() {
		RpcLink link = connect(this.secret, this.workerId);
		assertThat(link.request(0, bytes("still there")).block(TIMEOUT).body()).isEqualTo(bytes("still there"));
		link.close();
	}

	private SocketChannel open() throws IOException {
		return SocketChannel.open(this.server.address().toSocketAddress());
	}

	private RpcLink connect(ConnectionSecret secret, UUID workerId) {
		return connect(this.server.address(), secret, workerId);
	}

	private RpcLink connect(WorkerAddress address, ConnectionSecret secret, UUID workerId) {
		return this.transport.connect(address, secret, workerId, RPC, TIMEOUT).block(TIMEOUT);
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rpc-parallel"))
			.toList();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] random(int size) {
		byte[] bytes = new byte[size];
		new Random(1).nextBytes(bytes);
		return bytes;
	}

}
