package io.rpcparallel.transport;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;

/**
 * What is taken from the memory of frames. Each connection has three pieces of it.
 */
final class FrameMemoryUse {

	private FrameMemoryUse() {
	}

	/**
	 * Count the pieces that nobody has given back.
	 */
	static long pieces() {
		return metric().directArenas().stream().mapToLong(PoolArenaMetric::numActiveAllocations).sum();
	}

	/**
	 * Return how many bytes are taken for them, which is so many times 2 MiB.
	 */
	static long bytes() {
		return metric().directArenas().stream().mapToLong(PoolArenaMetric::numActiveBytes).sum();
	}

	private static PooledByteBufAllocatorMetric metric() {
		return ((PooledByteBufAllocator) FrameMemory.BUFFERS).metric();
	}

}
