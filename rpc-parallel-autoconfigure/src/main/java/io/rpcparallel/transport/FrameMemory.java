package io.rpcparallel.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * The memory of frames. Netty's own pool spreads the threads of an idle worker over four
 * areas of 4 MiB each. Few threads have frames at the same time, so these are fewer and
 * smaller.
 */
final class FrameMemory {

	private static final int AREAS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

	private static final int PAGE_SIZE = 8 * 1024;

	/**
	 * What is read and written: outside the heap, and from pieces of 2 MiB. No frame
	 * takes more than 256 KiB at once ({@link LargeFrame}).
	 */
	static final ByteBufAllocator BUFFERS = new Pool(true, 0, AREAS, 8);

	/**
	 * What RSocket makes of frames before they are written: on the heap, as the bodies
	 * are, since without {@code Unsafe}, such as from JDK 24 on, each copy out of memory
	 * elsewhere costs an object or two. From pieces of 64 KiB, as most are small.
	 */
	static final ByteBufAllocator FRAMES = new Pool(false, AREAS, 0, 3) {

		@Override
		public CompositeByteBuf compositeHeapBuffer(int maxNumComponents) {
			return new SmallFrame(this, maxNumComponents);
		}

	};

	private FrameMemory() {
	}

	/**
	 * A pool without caches for each thread.
	 */
	private static class Pool extends PooledByteBufAllocator {

		Pool(boolean direct, int heapAreas, int directAreas, int maxOrder) {
			super(direct, heapAreas, directAreas, PAGE_SIZE, maxOrder, defaultSmallCacheSize(),
					defaultNormalCacheSize(), false);
		}

	}

}
