package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.channels.ScatteringByteChannel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A frame that is larger than what is read at once. It gets memory as its bytes come, and
 * none for the length that it claims to have.
 */
final class LargeFrame {

	/**
	 * About as much as a socket gives at once.
	 */
	private static final int PIECE_SIZE = 256 * 1024;

	private final ByteBufAllocator allocator;

	private final CompositeByteBuf pieces;

	private int missing;

	private ByteBuf piece;

	/**
	 * Create a frame.
	 * @param allocator where its memory comes from
	 * @param length its length
	 * @param start its first bytes, which are taken; there must be more to come, and not
	 * more than a piece
	 */
	LargeFrame(ByteBufAllocator allocator, int length, ByteBuf start) {
		this.allocator = allocator;
		this.pieces = allocator.compositeDirectBuffer(2 + length / PIECE_SIZE);
		this.missing = length - start.readableBytes();
		this.piece = next(length);
		this.piece.writeBytes(start);
	}

	private ByteBuf next(int left) {
		int size = Math.min(left, PIECE_SIZE);
		return this.allocator.directBuffer(size, size);
	}

	/**
	 * Read what there is of it.
	 * @param channel where it comes from
	 * @return whether more may come
	 * @throws IOException if the channel can't be read
	 */
	boolean read(ScatteringByteChannel channel) throws IOException {
		int count = this.piece.writeBytes(channel, this.piece.writableBytes());
		if (count < 0) {
			return false;
		}
		this.missing -= count;
		if (!this.piece.isWritable()) {
			this.pieces.addComponent(true, this.piece);
			this.piece = Unpooled.EMPTY_BUFFER;
			this.piece = next(this.missing);
		}
		return true;
	}

	boolean isWhole() {
		return this.missing == 0;
	}

	/**
	 * Return the frame once it is whole.
	 * @return its bytes, for the caller to release
	 */
	ByteBuf bytes() {
		this.piece.release();
		return this.pieces;
	}

	void release() {
		this.piece.release();
		this.pieces.release();
	}

}
