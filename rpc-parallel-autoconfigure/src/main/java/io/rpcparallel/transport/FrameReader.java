package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.channels.ScatteringByteChannel;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.frame.FrameLengthCodec;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from a channel: as many as there are with one read, and large ones into
 * memory of their own.
 */
final class FrameReader {

	private static final int BUFFER_SIZE = 64 * 1024;

	private final ScatteringByteChannel channel;

	private final ByteBufAllocator allocator;

	private final Consumer<ByteBuf> frames;

	private ByteBuf buffer;

	private final InboundChecks checks;

	// A frame that does not fit into the buffer
	private @Nullable LargeFrame large;

	/**
	 * Create a reader.
	 * @param channel where frames come from
	 * @param allocator for what is read
	 * @param checks looks at each frame before
	 * @param frames takes each frame, and retains it if it needs it longer
	 */
	FrameReader(ScatteringByteChannel channel, ByteBufAllocator allocator, InboundChecks checks,
			Consumer<ByteBuf> frames) {
		this.channel = channel;
		this.allocator = allocator;
		this.checks = checks;
		this.frames = frames;
		this.buffer = allocator.directBuffer(BUFFER_SIZE, BUFFER_SIZE);
	}

	/**
	 * Read what there is.
	 * @return whether more may come
	 * @throws IOException if the channel can't be read, or brings what is no frame
	 */
	boolean read() throws IOException {
		if (this.large != null) {
			return readLarge(this.large);
		}
		if (this.buffer.writeBytes(this.channel, this.buffer.writableBytes()) < 0) {
			return false;
		}
		takeAll();
		return true;
	}

	private boolean readLarge(LargeFrame large) throws IOException {
		if (!large.read(this.channel)) {
			return false;
		}
		if (large.isWhole()) {
			this.large = null;
			ByteBuf frame = large.bytes();
			try {
				take(frame);
			}
			finally {
				frame.release();
			}
		}
		return true;
	}

	/**
	 * Go on on this thread with what another one has read, but not taken. It has been
	 * relieved with {@link #handOver()}.
	 * @throws IOException if that is no frame
	 */
	void proceed() throws IOException {
		takeAll();
	}

	/**
	 * Let the reading thread keep what it works with, since another one reads from now
	 * on. Called while that thread is lent to a frame.
	 */
	void handOver() {
		this.buffer = this.allocator.directBuffer(BUFFER_SIZE, BUFFER_SIZE).writeBytes(this.buffer);
	}

	private void takeAll() throws IOException {
		while (this.large == null && this.buffer.readableBytes() >= FrameLengthCodec.FRAME_LENGTH_SIZE) {
			int length = this.buffer.getUnsignedMedium(this.buffer.readerIndex());
			this.checks.checkLength(length);
			int end = FrameLengthCodec.FRAME_LENGTH_SIZE + length;
			if (this.buffer.readableBytes() < end) {
				awaitRest(length);
				return;
			}
			this.buffer.skipBytes(FrameLengthCodec.FRAME_LENGTH_SIZE);
			if (!take(this.buffer.readSlice(length))) {
				return;
			}
		}
		makeRoom();
	}

	private void awaitRest(int length) {
		if (FrameLengthCodec.FRAME_LENGTH_SIZE + length > BUFFER_SIZE) {
			this.buffer.skipBytes(FrameLengthCodec.FRAME_LENGTH_SIZE);
			this.large = new LargeFrame(this.allocator, length, this.buffer);
		}
		makeRoom();
	}

	// Returns whether this thread goes on reading
	private boolean take(ByteBuf frame) throws IOException {
		if (!this.checks.check(frame)) {
			return true;
		}
		ByteBuf memory = this.buffer;
		boolean relieved = false;
		try {
			this.frames.accept(frame);
		}
		finally {
			relieved = ReaderThread.isRelieved();
			if (relieved) {
				memory.release();
			}
		}
		return !relieved;
	}

	private void makeRoom() {
		if (this.buffer.refCnt() > 1) {
			// A frame in it is still needed
			ByteBuf next = this.allocator.directBuffer(BUFFER_SIZE, BUFFER_SIZE).writeBytes(this.buffer);
			this.buffer.release();
			this.buffer = next;
		}
		else {
			this.buffer.discardReadBytes();
		}
	}

	void close() {
		this.buffer.release();
		if (this.large != null) {
			this.large.release();
			this.large = null;
		}
	}

}
