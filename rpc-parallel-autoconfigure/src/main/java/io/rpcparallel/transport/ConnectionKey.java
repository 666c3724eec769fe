package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.ConnectionSecret;

/**
 * What a connection shows in its SETUP frame: a version, a number of its own, the id of
 * the worker it is about, and a signature of these. The secret that it is signed with is
 * never shown. Of fixed length, so that it is checked before anything is decoded.
 */
final class ConnectionKey {

	// Also tells what is signed here from what a secret signs to derive others from it
	private static final byte VERSION = 3;

	private static final int SIGNED_LENGTH = 1 + 4 * Long.BYTES;

	private static final int LENGTH = SIGNED_LENGTH + ConnectionSecret.LENGTH;

	private final byte[] signed;

	private final byte[] signature;

	private ConnectionKey(byte[] signed, byte[] signature) {
		this.signed = signed;
		this.signature = signature;
	}

	static byte[] encode(ConnectionSecret secret, UUID workerId) {
		UUID number = UUID.randomUUID();
		ByteBuffer key = ByteBuffer.allocate(LENGTH)
			.put(VERSION)
			.putLong(number.getMostSignificantBits())
			.putLong(number.getLeastSignificantBits())
			.putLong(workerId.getMostSignificantBits())
			.putLong(workerId.getLeastSignificantBits());
		return key.put(secret.sign(Arrays.copyOf(key.array(), SIGNED_LENGTH))).array();
	}

	/**
	 * Take a key apart, without a look at its signature.
	 * @param shown what a connection has shown
	 * @return the key, or {@code null} if it is none
	 */
	static @Nullable ConnectionKey read(ByteBuffer shown) {
		if (shown.remaining() != LENGTH || shown.get(shown.position()) != VERSION) {
			return null;
		}
		byte[] signed = new byte[SIGNED_LENGTH];
		byte[] signature = new byte[ConnectionSecret.LENGTH];
		shown.get(signed).get(signature);
		return new ConnectionKey(signed, signature);
	}

	UUID number() {
		return id(1);
	}

	UUID workerId() {
		return id(1 + 2 * Long.BYTES);
	}

	private UUID id(int position) {
		ByteBuffer bytes = ByteBuffer.wrap(this.signed);
		return new UUID(bytes.getLong(position), bytes.getLong(position + Long.BYTES));
	}

	boolean isSignedWith(ConnectionSecret secret) {
		return secret.hasSigned(this.signed, this.signature);
	}

}
