package io.rpcparallel.transport;

import io.netty.buffer.ByteBuf;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.SetupFrameCodec;

/**
 * The layout of a SETUP frame. RSocket reads the fields of one without a look at how long
 * it is, and keeps what it could not read to the end.
 */
final class SetupFrame {

	/**
	 * A SETUP frame has a key, and the names of two formats. Who has not shown the key
	 * gets no more memory.
	 */
	static final int MAX_LENGTH = 16 * 1024;

	private static final int VERSION = FrameHeaderCodec.size();

	private static final int KEEPALIVE_INTERVAL = VERSION + Integer.BYTES;

	private static final int KEEPALIVE_TIMEOUT = KEEPALIVE_INTERVAL + Integer.BYTES;

	private static final int FORMATS = KEEPALIVE_TIMEOUT + Integer.BYTES;

	private static final int METADATA_LENGTH_SIZE = 3;

	// To resume a connection and to honour a lease, which are not for us
	private static final int UNSUPPORTED = 0b1100_0000;

	private SetupFrame() {
	}

	/**
	 * Return whether a frame is one that RSocket can read.
	 * @param frame the frame, which stays as it is
	 * @return whether it is a SETUP frame of a version and with flags that we support,
	 * and all its fields are within it
	 */
	static boolean isReadable(ByteBuf frame) {
		int start = frame.readerIndex();
		if (frame.readableBytes() < FORMATS) {
			return false;
		}
		int flags = FrameHeaderCodec.flags(frame);
		return frame.getInt(start) == 0 && FrameKind.of(frame) == FrameType.SETUP && (flags & UNSUPPORTED) == 0
				&& frame.getInt(start + VERSION) == SetupFrameCodec.CURRENT_VERSION
				&& frame.getInt(start + KEEPALIVE_INTERVAL) >= 0 && frame.getInt(start + KEEPALIVE_TIMEOUT) >= 0
				&& payloadFits(frame, afterFormat(frame, afterFormat(frame, start + FORMATS)));
	}

	// Returns a position outside of the frame if there is no such thing in it
	private static int afterFormat(ByteBuf frame, int position) {
		if (position >= frame.writerIndex() || frame.getByte(position) < 0) {
			return Integer.MAX_VALUE;
		}
		return position + 1 + frame.getByte(position);
	}

	private static boolean payloadFits(ByteBuf frame, int position) {
		int left = frame.writerIndex() - position;
		if (!FrameHeaderCodec.hasMetadata(frame)) {
			return left >= 0;
		}
		return left >= METADATA_LENGTH_SIZE && left - METADATA_LENGTH_SIZE >= frame.getUnsignedMedium(position);
	}

}
