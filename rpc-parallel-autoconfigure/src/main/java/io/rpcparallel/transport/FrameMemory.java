package io.rpcparallel.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * The memory that frames are read into and written from.
 */
final class FrameMemory {

	private static final int PAGE_SIZE = 8 * 1024;

	/**
	 * Makes pieces of 2 MiB, of which even a large message has one for itself.
	 */
	private static final int MAX_ORDER = 8;

	/**
	 * Netty's own pool spreads the threads of an idle worker over four areas of 4 MiB
	 * each. Few threads have frames at the same time, so these are fewer and smaller.
	 */
	static final ByteBufAllocator POOL = new PooledByteBufAllocator(true, 0,
			Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PAGE_SIZE, MAX_ORDER,
			PooledByteBufAllocator.defaultSmallCacheSize(), PooledByteBufAllocator.defaultNormalCacheSize(), false);

	private FrameMemory() {
	}

}
