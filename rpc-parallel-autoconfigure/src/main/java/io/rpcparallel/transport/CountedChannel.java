package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.SocketChannel;

/**
 * A channel whose bytes are counted.
 */
final class CountedChannel implements GatheringByteChannel, ScatteringByteChannel {

	private final SocketChannel channel;

	private final Traffic traffic;

	CountedChannel(SocketChannel channel, Traffic traffic) {
		this.channel = channel;
		this.traffic = traffic;
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		return (int) received(this.channel.read(target));
	}

	@Override
	public long read(ByteBuffer[] targets) throws IOException {
		return received(this.channel.read(targets));
	}

	@Override
	public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
		return received(this.channel.read(targets, offset, length));
	}

	// A negative number tells the end
	private long received(long bytes) {
		if (bytes > 0) {
			this.traffic.addReceived(bytes);
		}
		return bytes;
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		return (int) sent(this.channel.write(source));
	}

	@Override
	public long write(ByteBuffer[] sources) throws IOException {
		return sent(this.channel.write(sources));
	}

	@Override
	public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		return sent(this.channel.write(sources, offset, length));
	}

	private long sent(long bytes) {
		this.traffic.addSent(bytes);
		return bytes;
	}

	@Override
	public boolean isOpen() {
		return this.channel.isOpen();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
