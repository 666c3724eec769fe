package io.rpcparallel.benchmarks.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Vitals;
import io.rpcparallel.benchmarks.process.JavaCommand;
import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * The answering side of a peer in a process of its own.
 */
class ServerProcess implements Server {

	private final LineProcess process;

	private final String address;

	ServerProcess(ContenderId id, Path directory) throws IOException {
		this.process = LineProcess.start(JavaCommand.ofThisJvm().run(PeerServer.class, id.name()),
				directory.resolve(id + "-server.log"));
		this.address = this.process.answer();
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	public Vitals vitals() {
		return Vitals.parse(this.process.ask("vitals"));
	}

	@Override
	public Optional<ProcessHandle> process() {
		return Optional.of(this.process.handle());
	}

	@Override
	public void close() {
		this.process.close();
	}

}
