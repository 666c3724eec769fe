package io.rpcparallel.transport;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.decoder.PayloadDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A payload of plain arrays, which nobody has to release. Frames are read into it with
 * one copy and nothing in between.
 */
final class BytesPayload implements Payload {

	private static final byte[] EMPTY = {};

	// Those in which the payload follows the header
	private static final Set<FrameType> PLAIN = EnumSet.of(FrameType.REQUEST_FNF, FrameType.REQUEST_RESPONSE,
			FrameType.PAYLOAD, FrameType.NEXT, FrameType.COMPLETE, FrameType.NEXT_COMPLETE);

	private static final int DEMAND_SIZE = Integer.BYTES;

	private static final int METADATA_LENGTH_SIZE = 3;

	private final byte @Nullable [] metadata;

	private final byte[] data;

	BytesPayload(byte @Nullable [] metadata, byte[] data) {
		this.metadata = metadata;
		this.data = data;
	}

	/**
	 * Read a frame.
	 * @param frame the frame, which stays as it is
	 * @return its payload
	 */
	static Payload read(ByteBuf frame) {
		FrameType type = FrameHeaderCodec.frameType(frame);
		int position = frame.readerIndex() + FrameHeaderCodec.size();
		if (type == FrameType.REQUEST_STREAM || type == FrameType.REQUEST_CHANNEL) {
			position += DEMAND_SIZE;
		}
		else if (!PLAIN.contains(type)) {
			return PayloadDecoder.DEFAULT.apply(frame);
		}
		byte[] metadata = null;
		if (FrameHeaderCodec.hasMetadata(frame)) {
			int size = frame.getUnsignedMedium(position);
			position += METADATA_LENGTH_SIZE;
			if (size > frame.writerIndex() - position) {
				throw new IllegalArgumentException("%,d bytes of metadata don't fit into their frame".formatted(size));
			}
			metadata = new byte[size];
			frame.getBytes(position, metadata);
			position += metadata.length;
		}
		int length = frame.writerIndex() - position;
		byte[] data = (length > 0) ? new byte[length] : EMPTY;
		frame.getBytes(position, data);
		return new BytesPayload(metadata, data);
	}

	/**
	 * Return the metadata of any payload.
	 * @param payload the payload
	 * @return its bytes, not to be changed
	 */
	static byte[] metadata(Payload payload) {
		if (payload instanceof BytesPayload bytes) {
			return (bytes.metadata != null) ? bytes.metadata : EMPTY;
		}
		return bytes(payload.sliceMetadata());
	}

	/**
	 * Return the data of any payload.
	 * @param payload the payload
	 * @return its bytes, which belong to who took the payload
	 */
	static byte[] data(Payload payload) {
		return (payload instanceof BytesPayload bytes) ? bytes.data : bytes(payload.sliceData());
	}

	private static byte[] bytes(ByteBuf buffer) {
		byte[] bytes = new byte[buffer.readableBytes()];
		buffer.readBytes(bytes);
		return bytes;
	}

	@Override
	public boolean hasMetadata() {
		return this.metadata != null;
	}

	@Override
	public ByteBuf sliceMetadata() {
		return (this.metadata != null) ? Unpooled.wrappedBuffer(this.metadata) : Unpooled.EMPTY_BUFFER;
	}

	@Override
	public ByteBuf sliceData() {
		return Unpooled.wrappedBuffer(this.data);
	}

	@Override
	public ByteBuf metadata() {
		return sliceMetadata();
	}

	@Override
	public ByteBuf data() {
		return sliceData();
	}

	@Override
	public int refCnt() {
		return 1;
	}

	@Override
	public Payload retain() {
		return this;
	}

	@Override
	public Payload retain(int increment) {
		return this;
	}

	@Override
	public Payload touch() {
		return this;
	}

	@Override
	public Payload touch(Object hint) {
		return this;
	}

	@Override
	public boolean release() {
		return false;
	}

	@Override
	public boolean release(int decrement) {
		return false;
	}

	@Override
	public String toString() {
		return "BytesPayload[%d bytes, metadata %s]".formatted(this.data.length, Arrays.toString(this.metadata));
	}

}
