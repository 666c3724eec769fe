package io.rpcparallel.benchmarks.contender;

import java.io.IOException;
import java.util.Optional;

/**
 * A peer whose answering side is a {@link Server}.
 */
public abstract class Peer implements Mortal {

	private final Server server;

	/**
	 * Create a peer.
	 * @param server its answering side, which ends with it
	 */
	protected Peer(Server server) {
		this.server = server;
	}

	@Override
	public final Vitals workerVitals() {
		return this.server.vitals();
	}

	@Override
	public final Optional<ProcessHandle> worker() {
		return this.server.process();
	}

	@Override
	public final void close() throws IOException {
		try {
			disconnect();
		}
		finally {
			this.server.close();
		}
	}

	/**
	 * End the calling side.
	 * @throws IOException if it can't be ended in good order
	 */
	protected abstract void disconnect() throws IOException;

}
