package io.rpcparallel.benchmarks.contender;

import java.io.IOException;

/**
 * The answering side of a peer, in its own process.
 */
public interface Endpoint extends AutoCloseable {

	/**
	 * Return where it listens.
	 * @return a port or the path of a socket
	 */
	String address();

	@Override
	void close() throws IOException;

}
