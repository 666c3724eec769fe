package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.ConnectionSecret;

/**
 * Checks the keys that connections show to one listener. Each key opens it once: whoever
 * has recorded one can't use it again while it is remembered.
 */
final class KeyCheck {

	/**
	 * How many keys are remembered, some 100 bytes each. Only keys that are signed are,
	 * so nobody without the secret fills this.
	 */
	static final int REMEMBERED = 10_000;

	private final Function<UUID, ConnectionSecret> secrets;

	private final Set<UUID> used = new LinkedHashSet<>();

	/**
	 * Create a check.
	 * @param secrets gives what a key that names a worker has to be signed with
	 */
	KeyCheck(Function<UUID, ConnectionSecret> secrets) {
		this.secrets = secrets;
	}

	/**
	 * Check a key, which is used up by that.
	 * @param shown what a connection has shown
	 * @return the worker that the connection is about, or {@code null} if the key is
	 * wrong or was used before
	 */
	@Nullable UUID open(ByteBuffer shown) {
		ConnectionKey key = ConnectionKey.read(shown);
		if (key == null || !key.isSignedWith(this.secrets.apply(key.workerId())) || !use(key.number())) {
			return null;
		}
		return key.workerId();
	}

	private synchronized boolean use(UUID number) {
		if (!this.used.add(number)) {
			return false;
		}
		if (this.used.size() > REMEMBERED) {
			this.used.remove(this.used.iterator().next());
		}
		return true;
	}

}
