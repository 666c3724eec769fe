package io.rpcparallel.benchmarks.host;

import java.nio.file.Path;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.contender.Server;

/**
 * The process that a peer's calling side lives in.
 */
public final class PeerHost {

	private PeerHost() {
	}

	/**
	 * Measure peers on command.
	 * @param args the directory for files, and whether the answering sides have processes
	 * of their own
	 * @throws Exception if commands can't be read
	 */
	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[0]);
		boolean processes = Boolean.parseBoolean(args[1]);
		new Host((id) -> Peers.contender(id, directory, (server) -> start(server, directory, processes)))
			.serve(System.in, System.out);
		System.exit(0);
	}

	private static Server start(ContenderId id, Path directory, boolean processes) throws Exception {
		return processes ? new ServerProcess(id, directory) : new ServerHere(Peers.endpoint(id));
	}

}
