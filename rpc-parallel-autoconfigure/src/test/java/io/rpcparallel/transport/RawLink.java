package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.util.DefaultPayload;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerAddress;

/**
 * A connection that sends whatever it is told to.
 */
final class RawLink implements AutoCloseable {

	/**
	 * What frames are made with.
	 */
	static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final SocketChannel channel;

	private final ByteBuf received = Unpooled.buffer();

	private boolean ended;

	RawLink(WorkerAddress address) throws IOException {
		this.channel = SocketChannel.open(address.toSocketAddress());
	}

	static byte[] setup(byte[] key) {
		return bytes(SetupFrameCodec.encode(ALLOCATOR, false, 20_000, 90_000, "application/octet-stream",
				"application/cbor", DefaultPayload.create(key)));
	}

	static byte[] bytes(ByteBuf frame) {
		try {
			return ByteBufUtil.getBytes(frame);
		}
		finally {
			frame.release();
		}
	}

	/**
	 * Return a frame of which one byte is another.
	 */
	static byte[] with(byte[] frame, int position, int value) {
		byte[] changed = frame.clone();
		changed[position] = (byte) value;
		return changed;
	}

	RawLink send(ByteBuf frame) throws IOException {
		return send(bytes(frame));
	}

	RawLink send(byte[] frame) throws IOException {
		return write(framed(frame));
	}

	static byte[] framed(byte[] frame) {
		return ByteBuffer.allocate(3 + frame.length)
			.put((byte) (frame.length >> 16))
			.put((byte) (frame.length >> 8))
			.put((byte) frame.length)
			.put(frame)
			.array();
	}

	RawLink write(byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
		return this;
	}

	/**
	 * Wait for a frame of a stream, and forget those before.
	 */
	ByteBuf await(int stream) {
		return Awaitility.await().atMost(PATIENCE).until(() -> next(stream), (frame) -> frame != null);
	}

	private @Nullable ByteBuf next(int stream) throws IOException {
		receive();
		while (this.received.readableBytes() >= 3
				&& this.received.readableBytes() - 3 >= this.received.getUnsignedMedium(this.received.readerIndex())) {
			ByteBuf frame = this.received.readBytes(this.received.readUnsignedMedium());
			if (FrameHeaderCodec.streamId(frame) == stream) {
				return frame;
			}
		}
		if (this.ended) {
			throw new IOException("The connection has ended");
		}
		return null;
	}

	/**
	 * Wait until the other side has closed the connection.
	 */
	void awaitEnd() {
		Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
			receive();
			return this.ended;
		});
	}

	/**
	 * Send no more.
	 */
	RawLink shutdown() throws IOException {
		this.channel.shutdownOutput();
		return this;
	}

	/**
	 * Send a byte and tell whether the other side has closed the connection.
	 */
	boolean isEndedAfter(byte next) {
		try {
			write(new byte[] { next });
			receive();
			return this.ended;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private void receive() throws IOException {
		this.channel.configureBlocking(false);
		try {
			int count = 1;
			while (count > 0) {
				count = this.received.writeBytes(this.channel, 16 * 1024);
			}
			this.ended = this.ended || count < 0;
		}
		catch (IOException ex) {
			this.ended = true;
		}
		finally {
			this.channel.configureBlocking(true);
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
