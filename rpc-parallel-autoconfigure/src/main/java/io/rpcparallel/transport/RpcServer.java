package io.rpcparallel.transport;

/**
 * Listens for links on the loopback address.
 */
public interface RpcServer {

	/**
	 * Return where it listens.
	 * @return the port
	 */
	int port();

	/**
	 * Stop listening; links that were accepted live on. Returns when that is done.
	 */
	void closeListener();

	/**
	 * Stop listening, and end all links that were accepted. Returns when that is done.
	 */
	void close();

}
