package io.rpcparallel.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.rsocket.frame.FrameType;

import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;

/**
 * Makes what a connection may send: valid frames, frames with a change, and bytes.
 */
final class FrameFuzz {

	private static final FrameType[] TYPES = FrameType.values();

	private static final int LARGEST = 20_000;

	private final Random random;

	// What an application has sent, without the frame that shows its key
	private final List<byte[]> valid = new ArrayList<>();

	FrameFuzz(long seed, byte[] recorded) {
		this.random = new Random(seed);
		int position = 0;
		while (position < recorded.length) {
			int length = (recorded[position] & 0xff) << 16 | (recorded[position + 1] & 0xff) << 8
					| recorded[position + 2] & 0xff;
			int start = position + 3;
			position = start + length;
			this.valid.add(Arrays.copyOfRange(recorded, start, position));
		}
		this.valid.remove(0);
	}

	int validFrames() {
		return this.valid.size();
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	/**
	 * Return what somebody sends who has no key, or one with a change.
	 */
	byte[] stranger(ConnectionSecret secret, UUID workerId) {
		return switch (below(4)) {
			case 0 -> bytes(below(LARGEST));
			case 1 -> RawLink.framed(frame());
			case 2 -> RawLink.framed(changed(RawLink.setup(ConnectionKey.encode(secret, workerId))));
			default -> RawLink.framed(RawLink.setup(bytes(below(200))));
		};
	}

	/**
	 * Return a frame with its length, which may not be right.
	 */
	byte[] next() {
		byte[] frame = switch (below(8)) {
			case 0 -> frame();
			case 1, 2 -> valid();
			case 3 -> pieceOf(valid());
			default -> changed(valid());
		};
		byte[] bytes = RawLink.framed(endsWorker(frame) ? frame() : frame);
		if (below(100) == 0) {
			bytes[below(3)] ^= (byte) (1 << below(Byte.SIZE));
		}
		return bytes;
	}

	// Whoever may connect to a worker may also end it, which is not what is tried here
	private static boolean endsWorker(byte[] frame) {
		for (int i = 0; i + Integer.BYTES <= frame.length; i++) {
			if (frame[i] == -1 && frame[i + 1] == -1 && frame[i + 2] == -1
					&& (frame[i + 3] == BuiltIn.SHUTDOWN || frame[i + 3] == BuiltIn.CLOSE_SERVER)) {
				return true;
			}
		}
		return false;
	}

	private byte[] valid() {
		return this.valid.get(below(this.valid.size())).clone();
	}

	private byte[] frame() {
		byte[] frame = bytes(6 + below((below(20) == 0) ? LARGEST : 100));
		stream(frame);
		type(frame, TYPES[below(TYPES.length)].getEncodedType());
		return endsWorker(frame) ? frame() : frame;
	}

	// The same few streams again and again, so that frames meet those that are open
	private void stream(byte[] frame) {
		Arrays.fill(frame, 0, 3, (byte) 0);
		frame[3] = (byte) below(8);
	}

	private static void type(byte[] frame, int type) {
		frame[4] = (byte) (type << 2 | frame[4] & 3);
	}

	private byte[] pieceOf(byte[] frame) {
		byte[] piece = Arrays.copyOf(frame, frame.length + below(200));
		piece[5] |= (byte) 0x80;
		if (below(2) == 0) {
			type(piece, FrameType.PAYLOAD.getEncodedType());
			piece[5] |= 0x20;
		}
		stream(piece);
		return piece;
	}

	private byte[] changed(byte[] frame) {
		byte[] changed = frame;
		for (int i = below(4); i >= 0; i--) {
			changed = changedOnce(changed, below(changed.length));
		}
		return changed;
	}

	private byte[] changedOnce(byte[] frame, int at) {
		int way = below(7);
		if (way == 0) {
			return Arrays.copyOf(frame, Math.max(6, at));
		}
		byte[] changed = Arrays.copyOf(frame, frame.length + ((way == 1) ? below(100) : 0));
		if (way == 2) {
			changed[at] = (byte) this.random.nextInt();
		}
		else if (way == 3) {
			changed[at] ^= (byte) (1 << below(Byte.SIZE));
		}
		else if (way == 4) {
			Arrays.fill(changed, at, Math.min(changed.length, at + 4), (byte) 0xff);
		}
		else if (way == 5) {
			stream(changed);
		}
		else {
			type(changed, below(64));
		}
		return changed;
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
