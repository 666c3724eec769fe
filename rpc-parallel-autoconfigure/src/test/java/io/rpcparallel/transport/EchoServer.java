package io.rpcparallel.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.frame.RequestResponseFrameCodec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.system.CapturedOutput;
import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers each request with its body, and knows what has come.
 */
final class EchoServer implements AutoCloseable {

	static final RpcSettings RPC = TestSettings.limitedTo(1024).withHandshakeTimeout(Duration.ofMillis(800));

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final long pieces = FrameMemoryUse.pieces();

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final RefusedConnections refused = new RefusedConnections();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger handled = new AtomicInteger();

	private final RSocketTransport transport;

	private final RpcServer server;

	EchoServer(SocketKind kind) {
		this.transport = new RSocketTransport(() -> null, kind, this.refused, new Traffic());
		this.server = listen(this.transport.reserve());
	}

	RpcServer listen(WorkerAddress address) {
		return this.transport.listen(address, (claimed) -> this.secret, (claimed, link) -> accept(claimed), RPC);
	}

	private @Nullable RequestHandler accept(UUID claimed) {
		this.asked.incrementAndGet();
		return claimed.equals(this.workerId) ? (function, body) -> {
			this.handled.incrementAndGet();
			return Mono.just(Reply.value(body));
		} : null;
	}

	WorkerAddress address() {
		return this.server.address();
	}

	RawLink connect() throws IOException {
		return new RawLink(address());
	}

	/**
	 * Connect with a valid key.
	 */
	RawLink open() throws IOException {
		RawLink link = connect();
		link.send(RawLink.setup(key()));
		int stream = Integer.MAX_VALUE;
		link.send(request(stream)).await(stream);
		this.handled.set(0);
		return link;
	}

	/**
	 * Return a valid key.
	 */
	byte[] key() {
		return key(this.workerId);
	}

	/**
	 * Return a key with the right secret.
	 */
	byte[] key(UUID workerId) {
		return ConnectionKey.encode(this.secret, workerId);
	}

	UUID workerId() {
		return this.workerId;
	}

	static byte[] request(int stream) {
		Payload request = PayloadLayout.request(1, new byte[] { 7 });
		return RawLink.bytes(RequestResponseFrameCodec.encode(RawLink.ALLOCATOR, stream, false, request.sliceMetadata(),
				request.sliceData()));
	}

	static byte[] together(byte[]... frames) {
		ByteBuf bytes = Unpooled.buffer();
		for (byte[] frame : frames) {
			bytes.writeBytes(RawLink.framed(frame));
		}
		return RawLink.bytes(bytes);
	}

	/**
	 * Count those who had the right secret.
	 */
	int asked() {
		return this.asked.get();
	}

	/**
	 * Count the requests that were answered.
	 */
	int handled() {
		return this.handled.get();
	}

	void assertRefused(int count) {
		Awaitility.await().untilAsserted(() -> assertThat(this.refused.count()).isEqualTo(count));
	}

	void assertKeepsNothing() {
		Awaitility.await().untilAsserted(() -> assertThat(FrameMemoryUse.pieces()).isEqualTo(this.pieces));
	}

	void assertEchoes() {
		assertEchoes(address());
	}

	void assertEchoes(WorkerAddress address) {
		RpcLink link = this.transport.connect(address, this.secret, this.workerId, RPC, TIMEOUT).block(TIMEOUT);
		assertThat(link.request(0, new byte[] { 1 }).block(TIMEOUT).body()).containsExactly(1);
		link.close();
		link.onClose().block(TIMEOUT);
	}

	static List<String> refusals(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("A connection was refused")).toList();
	}

	@Override
	public void close() {
		this.server.close();
		this.transport.close();
	}

}
