package io.rpcparallel.benchmarks.contender;

import java.util.Optional;

/**
 * The answering side of a peer, as its caller sees it.
 */
public interface Server extends AutoCloseable {

	/**
	 * Return where it listens.
	 * @return a port or the path of a socket
	 */
	String address();

	/**
	 * Return what it has used so far.
	 * @return processor time and memory of its process
	 */
	Vitals vitals();

	/**
	 * Return its process.
	 * @return the process, or empty if it is this one
	 */
	Optional<ProcessHandle> process();

	/**
	 * Return the port it listens on.
	 * @return the port
	 */
	default int port() {
		return Integer.parseInt(address());
	}

	@Override
	void close();

}
