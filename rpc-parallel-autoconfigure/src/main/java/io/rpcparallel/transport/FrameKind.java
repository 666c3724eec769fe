package io.rpcparallel.transport;

import io.netty.buffer.ByteBuf;
import io.rsocket.frame.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * Tells what kind of frame one is that may be of none.
 */
final class FrameKind {

	private static final int TYPE_SHIFT = 10;

	// Whoever does not know the type of such a frame is to ignore it
	private static final int IGNORE = 0b10_0000_0000;

	// By number, of which there are 64
	private static final @Nullable FrameType[] TYPES = types();

	private FrameKind() {
	}

	private static @Nullable FrameType[] types() {
		@Nullable FrameType[] types = new FrameType[1 << (Short.SIZE - TYPE_SHIFT)];
		for (FrameType type : FrameType.values()) {
			// Beyond are those that RSocket makes up for itself
			if (type.getEncodedType() < types.length) {
				types[type.getEncodedType()] = type;
			}
		}
		return types;
	}

	/**
	 * Return the type of a frame as it is written.
	 * @param frame the frame, which has a header
	 * @return the type, or {@code null} if RSocket has none of its number
	 */
	static @Nullable FrameType of(ByteBuf frame) {
		return TYPES[number(frame)];
	}

	static int number(ByteBuf frame) {
		return typeAndFlags(frame) >> TYPE_SHIFT;
	}

	static boolean mayBeIgnored(ByteBuf frame) {
		return (typeAndFlags(frame) & IGNORE) != 0;
	}

	private static int typeAndFlags(ByteBuf frame) {
		return frame.getUnsignedShort(frame.readerIndex() + Integer.BYTES);
	}

}
