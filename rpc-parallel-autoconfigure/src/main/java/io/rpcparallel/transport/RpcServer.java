package io.rpcparallel.transport;

import io.rpcparallel.WorkerAddress;

/**
 * Listens for links of this machine.
 */
public interface RpcServer {

	/**
	 * Return where it listens.
	 * @return the address to connect to
	 */
	WorkerAddress address();

	/**
	 * Stop listening; links that were accepted live on. Returns when that is done.
	 */
	void closeListener();

	/**
	 * Return whether all that was sent over the links that were accepted has left this
	 * process.
	 * @return {@code false} if something waits to be written
	 */
	boolean hasWritten();

	/**
	 * Stop listening, and end all links that were accepted. Returns when that is done.
	 */
	void close();

}
