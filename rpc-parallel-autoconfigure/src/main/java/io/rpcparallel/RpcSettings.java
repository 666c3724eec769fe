package io.rpcparallel;

import java.time.Duration;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the connections to a worker. They are the worker's: whoever connects to
 * it uses them too. Correspond to {@code Rpc_settings} of {@code rpc_parallel}. The
 * defaults are those of the properties {@code rpc-parallel.rpc.*}.
 *
 * @param maxMessageSize the size of the largest message ({@code max_message_size})
 * @param heartbeatInterval how often both sides send a heartbeat ({@code send_every})
 * @param heartbeatTimeout how long a side may be silent before it is taken for lost
 * ({@code timeout} of the heartbeats)
 * @param handshakeTimeout how long a connection that was opened may take to show its key,
 * and its opener to get the answer ({@code handshake_timeout})
 * @param bufferAgeLimit how long what was written to a connection may wait for a slow
 * reader before the connection is ended ({@code buffer_age_limit})
 * @since 0.1.0
 */
public record RpcSettings(DataSize maxMessageSize, Duration heartbeatInterval, Duration heartbeatTimeout,
		Duration handshakeTimeout, Duration bufferAgeLimit) {

	/**
	 * The largest size that {@link #maxMessageSize()} may have.
	 */
	public static final DataSize LARGEST_MESSAGE = DataSize.ofGigabytes(1);

	/**
	 * Create settings.
	 * @throws IllegalArgumentException if the size is not between 1B and 1GB, a time is
	 * less than a millisecond, or the heartbeat time-out is not longer than the interval
	 */
	public RpcSettings {
		Assert.isTrue(maxMessageSize.toBytes() > 0 && maxMessageSize.compareTo(LARGEST_MESSAGE) <= 0,
				"'maxMessageSize' must be between 1B and 1GB");
		Assert.isTrue(heartbeatInterval.toMillis() > 0, "'heartbeatInterval' must be positive");
		Assert.isTrue(heartbeatTimeout.compareTo(heartbeatInterval) > 0,
				"'heartbeatTimeout' must be longer than 'heartbeatInterval'");
		Assert.isTrue(handshakeTimeout.toMillis() > 0, "'handshakeTimeout' must be positive");
		Assert.isTrue(bufferAgeLimit.toMillis() > 0, "'bufferAgeLimit' must be positive");
	}

	/**
	 * Return a copy with another limit for messages.
	 * @param maxMessageSize the size of the largest message, from 1B to 1GB
	 * @return the changed copy
	 */
	public RpcSettings withMaxMessageSize(DataSize maxMessageSize) {
		return new RpcSettings(maxMessageSize, this.heartbeatInterval, this.heartbeatTimeout, this.handshakeTimeout,
				this.bufferAgeLimit);
	}

	/**
	 * Return a copy with other heartbeats.
	 * @param interval how often both sides send a heartbeat
	 * @param timeout how long a side may be silent before it is taken for lost, longer
	 * than the interval
	 * @return the changed copy
	 */
	public RpcSettings withHeartbeat(Duration interval, Duration timeout) {
		return new RpcSettings(this.maxMessageSize, interval, timeout, this.handshakeTimeout, this.bufferAgeLimit);
	}

	/**
	 * Return a copy with another time-out for handshakes.
	 * @param handshakeTimeout how long a connection that was opened may take to show its
	 * key, and its opener to get the answer
	 * @return the changed copy
	 */
	public RpcSettings withHandshakeTimeout(Duration handshakeTimeout) {
		return new RpcSettings(this.maxMessageSize, this.heartbeatInterval, this.heartbeatTimeout, handshakeTimeout,
				this.bufferAgeLimit);
	}

	/**
	 * Return a copy with another limit for slow readers.
	 * @param bufferAgeLimit how long what was written to a connection may wait for a slow
	 * reader before the connection is ended
	 * @return the changed copy
	 */
	public RpcSettings withBufferAgeLimit(Duration bufferAgeLimit) {
		return new RpcSettings(this.maxMessageSize, this.heartbeatInterval, this.heartbeatTimeout,
				this.handshakeTimeout, bufferAgeLimit);
	}

}
