package io.rpcparallel.benchmarks.host;

import java.nio.file.Path;

import io.rpcparallel.benchmarks.contender.Contender;
import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.contender.Endpoint;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.grpc.GrpcEndpoint;
import io.rpcparallel.benchmarks.contender.grpc.GrpcPeer;
import io.rpcparallel.benchmarks.contender.pekko.PekkoEndpoint;
import io.rpcparallel.benchmarks.contender.pekko.PekkoPeer;
import io.rpcparallel.benchmarks.contender.raw.RawEndpoint;
import io.rpcparallel.benchmarks.contender.raw.RawPeer;
import io.rpcparallel.benchmarks.contender.rsocket.RSocketEndpoint;
import io.rpcparallel.benchmarks.contender.rsocket.RSocketPeer;
import io.rpcparallel.benchmarks.contender.spring.SpringEndpoint;
import io.rpcparallel.benchmarks.contender.spring.SpringPeer;
import io.rpcparallel.benchmarks.contender.start.HelloWorldStarts;
import io.rpcparallel.benchmarks.contender.start.PythonPool;

/**
 * Makes both sides of peers.
 */
final class Peers {

	private Peers() {
	}

	static Endpoint endpoint(ContenderId id) throws Exception {
		return switch (id) {
			case RAW_UNIX -> RawEndpoint.unix();
			case RAW_TCP -> RawEndpoint.tcp();
			case RSOCKET -> new RSocketEndpoint();
			case SPRING -> new SpringEndpoint();
			case GRPC -> new GrpcEndpoint();
			case PEKKO -> new PekkoEndpoint();
			default -> throw new IllegalArgumentException(id + " has no server");
		};
	}

	static Contender contender(ContenderId id, Path directory, ServerFactory servers) throws Exception {
		return switch (id) {
			case HELLO_WORLD -> new HelloWorldStarts(directory.resolve("hello.log"));
			case PYTHON -> new PythonPool(directory);
			default -> caller(id, servers.start(id));
		};
	}

	private static Contender caller(ContenderId id, Server server) throws Exception {
		return switch (id) {
			case RAW_UNIX, RAW_TCP -> new RawPeer(server);
			case RSOCKET -> new RSocketPeer(server);
			case SPRING -> new SpringPeer(server);
			case GRPC -> new GrpcPeer(server);
			case PEKKO -> new PekkoPeer(server);
			default -> throw new IllegalArgumentException(id + " has no server");
		};
	}

	/**
	 * Starts the answering side.
	 */
	@FunctionalInterface
	interface ServerFactory {

		Server start(ContenderId id) throws Exception;

	}

}
