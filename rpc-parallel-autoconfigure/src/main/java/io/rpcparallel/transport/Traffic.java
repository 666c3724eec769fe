package io.rpcparallel.transport;

import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the bytes that go over the connections of this process, as the socket takes and
 * gives them.
 */
public final class Traffic {

	private final LongAdder received = new LongAdder();

	private final LongAdder sent = new LongAdder();

	CountedChannel count(SocketChannel channel) {
		return new CountedChannel(channel, this);
	}

	void addReceived(long bytes) {
		this.received.add(bytes);
	}

	void addSent(long bytes) {
		this.sent.add(bytes);
	}

	/**
	 * Return how many bytes have come.
	 * @return their number since the start
	 */
	public long received() {
		return this.received.sum();
	}

	/**
	 * Return how many bytes have gone.
	 * @return their number since the start
	 */
	public long sent() {
		return this.sent.sum();
	}

}
