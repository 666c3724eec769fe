package io.rpcparallel.benchmarks.contender.raw;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A blocking socket with a buffer for each direction. One thread may read while another
 * writes.
 */
class RawChannel implements AutoCloseable {

	private static final int BUFFER = 1 << 16;

	private final SocketChannel channel;

	private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);

	private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

	RawChannel(SocketChannel channel) throws IOException {
		this.channel = channel;
		if (channel.getLocalAddress() instanceof InetSocketAddress) {
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}
	}

	static RawChannel connect(String address) throws IOException {
		return new RawChannel(SocketChannel.open(toSocketAddress(address)));
	}

	private static SocketAddress toSocketAddress(String address) {
		return address.startsWith("/") ? UnixDomainSocketAddress.of(address)
				: new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(address));
	}

	boolean hasInput() {
		return this.in.hasRemaining();
	}

	int readInt() throws IOException {
		while (this.in.remaining() < Integer.BYTES) {
			fill();
		}
		return this.in.getInt();
	}

	byte[] readBytes(int length) throws IOException {
		byte[] bytes = new byte[length];
		int done = 0;
		while (done < length) {
			if (!this.in.hasRemaining()) {
				fill();
			}
			int part = Math.min(length - done, this.in.remaining());
			this.in.get(bytes, done, part);
			done += part;
		}
		return bytes;
	}

	private void fill() throws IOException {
		this.in.compact();
		int count = this.channel.read(this.in);
		this.in.flip();
		if (count < 0) {
			throw new EOFException("The other side has ended");
		}
	}

	void writeInt(int value) throws IOException {
		if (this.out.remaining() < Integer.BYTES) {
			flush();
		}
		this.out.putInt(value);
	}

	void writeBytes(byte[] bytes) throws IOException {
		int done = 0;
		while (done < bytes.length) {
			if (!this.out.hasRemaining()) {
				flush();
			}
			int part = Math.min(bytes.length - done, this.out.remaining());
			this.out.put(bytes, done, part);
			done += part;
		}
	}

	void flush() throws IOException {
		this.out.flip();
		while (this.out.hasRemaining()) {
			this.channel.write(this.out);
		}
		this.out.clear();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
