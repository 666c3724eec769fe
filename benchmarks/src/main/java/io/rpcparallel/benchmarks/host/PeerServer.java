package io.rpcparallel.benchmarks.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.contender.Endpoint;
import io.rpcparallel.benchmarks.contender.Vitals;
import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * The process that a peer's answering side lives in. It says where it listens, and then,
 * for each line it gets, what it has used so far.
 */
public final class PeerServer {

	private PeerServer() {
	}

	/**
	 * Serve until standard input ends.
	 * @param args the name of the peer
	 * @throws Exception if it can't be served
	 */
	public static void main(String[] args) throws Exception {
		try (Endpoint endpoint = Peers.endpoint(ContenderId.valueOf(args[0]))) {
			System.out.println(LineProcess.MARK + endpoint.address());
			answerQuestions();
		}
		System.exit(0);
	}

	private static void answerQuestions() throws IOException {
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		while (lines.readLine() != null) {
			System.out.println(LineProcess.MARK + Vitals.ofThisProcess());
		}
	}

}
