package io.rpcparallel.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/**
 * A frame that RSocket puts together from a header, metadata and data. If it is small
 * these are copied into what the header leaves free, as that takes less time and memory
 * than to keep track of them.
 */
final class SmallFrame extends CompositeByteBuf {

	/**
	 * Create a frame.
	 * @param allocator what it comes from
	 * @param maxNumComponents how many parts are kept apart before they are joined
	 */
	SmallFrame(ByteBufAllocator allocator, int maxNumComponents) {
		super(allocator, false, maxNumComponents);
	}

	@Override
	public CompositeByteBuf addComponents(boolean increaseWriterIndex, ByteBuf... buffers) {
		if (numComponents() > 0 || !fitInFirst(buffers)) {
			return super.addComponents(increaseWriterIndex, buffers);
		}
		ByteBuf first = buffers[0];
		for (int i = 1; i < buffers.length; i++) {
			first.writeBytes(buffers[i]);
			buffers[i].release();
		}
		return addComponent(increaseWriterIndex, first);
	}

	private static boolean fitInFirst(ByteBuf[] buffers) {
		if (buffers.length == 0 || buffers[0].isReadOnly() || buffers[0].refCnt() > 1) {
			return false;
		}
		int others = 0;
		for (int i = 1; i < buffers.length; i++) {
			others += buffers[i].readableBytes();
		}
		return others <= buffers[0].writableBytes();
	}

}
