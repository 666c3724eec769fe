package io.rpcparallel.transport;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.FrameType;

/**
 * Looks at the frames of a connection before RSocket does. The first one that comes in
 * over an accepted connection has to be a SETUP frame. Messages may come in pieces, since
 * a frame can't hold a large one; RSocket bounds how large one gets, and this how many
 * there are, how large they are together, and how long one goes on.
 */
final class InboundChecks {

	/**
	 * Each of them has more than a frame, so nobody has so many large messages under way.
	 */
	static final int MOST_UNFINISHED = 256;

	/**
	 * The smallest piece that RSocket makes.
	 */
	private static final int SMALLEST_PIECE = 61;

	private static final Set<FrameType> MESSAGES = EnumSet.of(FrameType.REQUEST_RESPONSE, FrameType.REQUEST_FNF,
			FrameType.REQUEST_STREAM, FrameType.REQUEST_CHANNEL, FrameType.PAYLOAD);

	private static final Set<FrameType> ENDS = EnumSet.of(FrameType.CANCEL, FrameType.ERROR);

	private final long maxPayloadSize;

	private final long maxUnfinishedSize;

	// The messages of which not all pieces have come, by stream, and their sizes so far
	private final Map<Integer, Long> unfinished = new HashMap<>();

	private long unfinishedSize;

	private boolean awaitsSetup;

	private InboundChecks(LinkLimits limits, boolean awaitsSetup) {
		this.maxPayloadSize = limits.maxPayloadSize();
		this.maxUnfinishedSize = limits.maxUnfinishedSize();
		this.awaitsSetup = awaitsSetup;
	}

	static InboundChecks ofAccepted(LinkLimits limits) {
		return new InboundChecks(limits, true);
	}

	static InboundChecks ofConnecting(LinkLimits limits) {
		return new InboundChecks(limits, false);
	}

	/**
	 * Check the length of the next frame, before there is memory for it.
	 * @param length the length that it claims to have
	 * @throws ForeignFrameException if that is none
	 */
	void checkLength(int length) throws ForeignFrameException {
		if (length < FrameHeaderCodec.size()
				|| length > (this.awaitsSetup ? SetupFrame.MAX_LENGTH : FrameLengthCodec.FRAME_LENGTH_MASK)) {
			throw new ForeignFrameException("%,d bytes are no frame".formatted(length));
		}
	}

	/**
	 * Check the next frame.
	 * @param frame the frame, which stays as it is
	 * @return whether it is for RSocket; it is to be ignored otherwise
	 * @throws ForeignFrameException if none of the application's processes sends it
	 */
	boolean check(ByteBuf frame) throws ForeignFrameException {
		if (this.awaitsSetup) {
			this.awaitsSetup = false;
			if (!SetupFrame.isReadable(frame)) {
				throw new ForeignFrameException("its first frame is no SETUP frame that can be read");
			}
			return true;
		}
		FrameType type = FrameKind.of(frame);
		if (type == null) {
			if (!FrameKind.mayBeIgnored(frame)) {
				throw new ForeignFrameException("it sends a frame of type %d".formatted(FrameKind.number(frame)));
			}
			return false;
		}
		boolean follows = FrameHeaderCodec.hasFollows(frame);
		if (follows || !this.unfinished.isEmpty()) {
			checkPiece(frame, type, follows);
		}
		return true;
	}

	private void checkPiece(ByteBuf frame, FrameType type, boolean follows) throws ForeignFrameException {
		int stream = FrameHeaderCodec.streamId(frame);
		boolean message = MESSAGES.contains(type);
		if (message && follows) {
			int length = frame.readableBytes();
			if (length < SMALLEST_PIECE) {
				throw new ForeignFrameException("it sends messages in pieces of %d bytes".formatted(length));
			}
			// What is beyond the limit once is RSocket's to refuse. Who has not stopped
			// then does not stop
			if (this.unfinished.merge(stream, (long) length, Long::sum) > 2 * this.maxPayloadSize) {
				throw new ForeignFrameException("it sends a message without an end");
			}
			this.unfinishedSize += length;
			if (this.unfinishedSize > this.maxUnfinishedSize) {
				throw new ForeignFrameException(
						"it has sent %,d bytes of messages and ended none of these".formatted(this.unfinishedSize));
			}
			if (this.unfinished.size() > MOST_UNFINISHED) {
				throw new ForeignFrameException(
						"it has begun %,d messages and ended none of them".formatted(this.unfinished.size()));
			}
		}
		else if (message || ENDS.contains(type)) {
			Long size = this.unfinished.remove(stream);
			this.unfinishedSize -= (size != null) ? size : 0;
		}
	}

}
