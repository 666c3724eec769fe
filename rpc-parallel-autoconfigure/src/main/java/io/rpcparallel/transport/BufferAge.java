package io.rpcparallel.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How long the other side of a connection may take nothing of what waits to be written to
 * it.
 */
final class BufferAge {

	private static final Log logger = LogFactory.getLog(BufferAge.class);

	/**
	 * How long it may take nothing of what is left to say when the connection is closed.
	 */
	private static final Duration LINGER = Duration.ofSeconds(1);

	private final FrameWriter writer;

	private final Duration ageLimit;

	BufferAge(FrameWriter writer, Duration ageLimit) {
		this.writer = writer;
		this.ageLimit = ageLimit;
	}

	/**
	 * Return how long it may go on so.
	 * @return the time in milliseconds, or zero if nothing waits that is not taken
	 */
	long millisLeft() {
		if (!this.writer.isBlocked()) {
			return 0;
		}
		return Math.max(1, limit().toMillis() - TimeUnit.NANOSECONDS.toMillis(this.writer.blockedNanos()));
	}

	/**
	 * Return whether the connection is to be ended.
	 * @return whether the other side has taken nothing for too long
	 */
	boolean isOver() {
		if (!this.writer.isBlocked() || this.writer.blockedNanos() < limit().toNanos()) {
			return false;
		}
		if (!this.writer.isFinishing()) {
			logger.warn(
					"A connection is ended: its other side has taken nothing for %d ms, and %,d bytes wait to be sent to it. See 'rpc-parallel.rpc.buffer-age-limit'"
						.formatted(this.ageLimit.toMillis(), this.writer.waitingBytes()));
		}
		return true;
	}

	private Duration limit() {
		return (this.writer.isFinishing() && LINGER.compareTo(this.ageLimit) < 0) ? LINGER : this.ageLimit;
	}

}
