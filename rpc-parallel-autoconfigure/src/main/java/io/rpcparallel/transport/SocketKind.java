package io.rpcparallel.transport;

/**
 * What processes of this machine talk over.
 *
 * @since 0.1.0
 */
public enum SocketKind {

	/**
	 * Unix domain sockets where they work, otherwise TCP.
	 */
	AUTO,

	/**
	 * TCP on the loopback address.
	 */
	TCP,

	/**
	 * Unix domain sockets.
	 */
	UNIX

}
