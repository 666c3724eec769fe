package io.rpcparallel.benchmarks.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import io.rpcparallel.benchmarks.contender.Endpoint;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Vitals;

/**
 * The answering side of a peer in this process, where only its working is of interest.
 */
class ServerHere implements Server {

	private final Endpoint endpoint;

	ServerHere(Endpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public String address() {
		return this.endpoint.address();
	}

	@Override
	public Vitals vitals() {
		return Vitals.ofThisProcess();
	}

	@Override
	public Optional<ProcessHandle> process() {
		return Optional.empty();
	}

	@Override
	public void close() {
		try {
			this.endpoint.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
