package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What opens a further connection to an initialised worker.
 *
 * @param fingerprint the fingerprint of the client's functions
 * @param sessionType the number of the session type, or {@link #NO_SESSION}
 * @param initArgument the session's encoded init argument, or {@code null} for
 * {@code null}
 * @param master whether the client is the worker's own master, about which its heartbeats
 * decide and not the silence of this connection
 */
public record Opening(String fingerprint, int sessionType, byte @Nullable [] initArgument, boolean master) {

	/**
	 * Stands for a connection without a state of its own.
	 */
	public static final int NO_SESSION = -1;

	/**
	 * Return the same for a client that is the worker's own master.
	 * @return an opening that says so
	 */
	public Opening ofMaster() {
		return new Opening(this.fingerprint, this.sessionType, this.initArgument, true);
	}

}
