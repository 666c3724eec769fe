package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.ConnectionSecret;

/**
 * What a connection shows in its SETUP frame: a version, the secret and the id of the
 * worker it is about. Of fixed length, so that it is checked before anything is decoded.
 */
final class ConnectionKey {

	private static final byte VERSION = 1;

	private static final int LENGTH = 1 + ConnectionSecret.LENGTH + 2 * Long.BYTES;

	private ConnectionKey() {
	}

	static byte[] encode(ConnectionSecret secret, UUID workerId) {
		return ByteBuffer.allocate(LENGTH)
			.put(VERSION)
			.put(secret.bytes())
			.putLong(workerId.getMostSignificantBits())
			.putLong(workerId.getLeastSignificantBits())
			.array();
	}

	// Return the worker id of a key with the right secret, or {@code null}.
	static @Nullable UUID open(ByteBuffer shown, ConnectionSecret secret) {
		if (shown.remaining() != LENGTH || shown.get() != VERSION) {
			return null;
		}
		byte[] claimed = new byte[ConnectionSecret.LENGTH];
		shown.get(claimed);
		boolean matches = secret.matches(claimed);
		Arrays.fill(claimed, (byte) 0);
		return matches ? new UUID(shown.getLong(), shown.getLong()) : null;
	}

}
