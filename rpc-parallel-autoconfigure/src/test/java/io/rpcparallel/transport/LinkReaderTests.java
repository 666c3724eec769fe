package io.rpcparallel.transport;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinkReader} and the threads that relieve each other of reading.
 */
@LeavesNothingBehind
class LinkReaderTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final RpcSettings RPC = TestSettings.limitedTo(64 * 1024 * 1024);

	private static final int BRIEF = 0;

	private static final int LONG = 1;

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final CountDownLatch release = new CountDownLatch(1);

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO,
			new RefusedConnections(), new Traffic());

	private final RpcServer server = this.transport.listen(this.transport.reserve(), (id) -> this.secret,
			(claimed, link) -> this::handle, RPC);

	private final RpcLink link = this.transport
		.connect(this.server.address(), this.secret, UUID.randomUUID(), RPC, TIMEOUT)
		.block(TIMEOUT);

	// Long requests give back whether the thread that read them was lent
	private Mono<Reply> handle(int function, byte @Nullable [] body) {
		LinkReader reader = LinkReader.current();
		if (!reader.lend()) {
			return Mono.just(Reply.value((function == BRIEF) ? body : new byte[0]));
		}
		try {
			if (function == LONG) {
				this.release.await();
			}
			return Mono.just(Reply.value(body));
		}
		catch (InterruptedException ex) {
			return Mono.error(ex);
		}
		finally {
			reader.giveBack();
		}
	}

	@AfterEach
	void close() {
		this.release.countDown();
		this.server.close();
		this.transport.close();
	}

	@Test
	void theThreadOfALoneRequestIsNotLent() {
		assertThat(request(LONG, new byte[1])).succeedsWithin(TIMEOUT).isEqualTo(new byte[0]);
	}

	@Test
	void whoeverConnectsHasNoReaderToLend() {
		Mono<Boolean> lendable = this.link.request(BRIEF, null).map((reply) -> LinkReader.current() != null);
		assertThat(lendable.block(TIMEOUT)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 60_000, 200_000 })
	void whatFollowsARequestThatTakesLongIsAnsweredMeanwhile(int size) {
		byte[] large = bytes(size, 7);
		CompletableFuture<byte[]> waiting = lend(large);
		List<CompletableFuture<byte[]>> others = IntStream.range(0, 500)
			.mapToObj((i) -> request(BRIEF, bytes(i * 37, i)))
			.toList();
		for (int i = 0; i < others.size(); i++) {
			assertThat(others.get(i)).succeedsWithin(TIMEOUT).isEqualTo(bytes(i * 37, i));
		}
		assertThat(waiting).isNotDone();
		this.release.countDown();
		assertThat(waiting).succeedsWithin(TIMEOUT).isEqualTo(large);
		assertThat(request(BRIEF, large)).succeedsWithin(TIMEOUT).isEqualTo(large);
	}

	@Test
	void aLinkEndsWhileItsFormerReaderIsBusy() {
		CompletableFuture<byte[]> waiting = lend(bytes(10, 7));
		assertThat(request(BRIEF, bytes(1, 1))).succeedsWithin(TIMEOUT);
		this.server.close();
		assertThat(waiting).failsWithin(TIMEOUT);
		this.transport.close();
		assertThat(this.release.getCount()).isOne();
	}

	// A request that takes long, right behind brief ones, and followed by others at once
	private CompletableFuture<byte[]> lend(byte[] body) {
		for (int attempt = 0; attempt < 100; attempt++) {
			IntStream.range(0, 50).forEach((i) -> request(BRIEF, bytes(1, 1)).join());
			CompletableFuture<byte[]> waiting = request(LONG, body);
			request(BRIEF, bytes(1, 1)).join();
			if (!waiting.isDone()) {
				return waiting;
			}
		}
		throw new AssertionError("No thread was lent");
	}

	private CompletableFuture<byte[]> request(int function, byte[] body) {
		return this.link.request(function, body).mapNotNull(Reply::body).toFuture();
	}

	private static byte[] bytes(int size, int value) {
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

}
