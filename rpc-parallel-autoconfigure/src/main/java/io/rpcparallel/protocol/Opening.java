package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What opens a further connection to an initialised worker.
 *
 * @param fingerprint the fingerprint of the client's functions
 * @param sessionType the number of the session type, or {@link #NO_SESSION}
 * @param initArgument the session's encoded init argument, or {@code null} for
 * {@code null}
 */
public record Opening(String fingerprint, int sessionType, byte @Nullable [] initArgument) {

	/**
	 * Stands for a connection without a state of its own.
	 */
	public static final int NO_SESSION = -1;

}
