package io.rpcparallel.protocol;

/**
 * The functions that every process has, called like the application's own but with
 * negative numbers.
 */
public final class BuiltIn {

	/**
	 * Worker to master: a {@link Registration}, answered by a {@link RegistrationReply}.
	 */
	public static final int REGISTER = -1;

	/**
	 * Master to worker: an {@link Initialization}, answered when the state exists.
	 */
	public static final int INITIALIZE = -2;

	/**
	 * Client to worker: opens a further connection to an initialised worker, with the
	 * fingerprint of the client's functions; answers nothing.
	 */
	public static final int OPEN = -3;

	/**
	 * Client to worker: the worker is to end; answered before it does.
	 */
	public static final int SHUTDOWN = -4;

	private BuiltIn() {
	}

}
