package io.rpcparallel.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts the connections that this process has refused, or has ended since they sent what
 * nobody of the application sends. The log tells of the first, and then at most once a
 * minute, however many there are.
 */
public final class RefusedConnections {

	private static final Log logger = LogFactory.getLog(RefusedConnections.class);

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private final LongSupplier nanoTime;

	private long count;

	private long told;

	private long toldAt;

	/**
	 * Create a count that is zero.
	 */
	public RefusedConnections() {
		this(System::nanoTime);
	}

	RefusedConnections(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Count a connection.
	 * @param reason why it was refused, in words
	 */
	void add(String reason) {
		long others = countOthers();
		if (others >= 0) {
			logger.warn("A connection was refused: %s%s".formatted(reason, (others > 0)
					? ". So were %,d others since this was last said, for this or another reason".formatted(others)
					: ""));
		}
	}

	// Returns how many have not been told of, or a negative number if it is too early to
	// tell
	private synchronized long countOthers() {
		this.count++;
		long now = this.nanoTime.getAsLong();
		if (this.told > 0 && now - this.toldAt < INTERVAL) {
			return -1;
		}
		long others = this.count - this.told - 1;
		this.told = this.count;
		this.toldAt = now;
		return others;
	}

	/**
	 * Return how many connections were refused.
	 * @return their number since the start
	 */
	public synchronized long count() {
		return this.count;
	}

}
