package io.rpcparallel.benchmarks.contender;

import java.util.Arrays;
import java.util.List;

/**
 * All contenders, in the order of the tables.
 */
public enum ContenderId {

	/**
	 * Ours, with its defaults.
	 */
	OURS("rpc-parallel"),

	/**
	 * Ours, with a worker that waits started.
	 */
	OURS_STANDBY("rpc-parallel, standby", "rpc-parallel.launch.standby=1"),

	/**
	 * Ours, without what it keeps of earlier starts.
	 */
	OURS_UNCACHED("rpc-parallel, no start-up cache", "rpc-parallel.launch.startup-cache=off"),

	/**
	 * A blocking Unix domain socket.
	 */
	RAW_UNIX("raw Unix socket"),

	/**
	 * A blocking TCP socket.
	 */
	RAW_TCP("raw TCP socket"),

	/**
	 * rsocket-java on reactor-netty.
	 */
	RSOCKET("rsocket-java"),

	/**
	 * Spring's requester.
	 */
	SPRING("RSocketRequester"),

	/**
	 * grpc-java on Netty.
	 */
	GRPC("grpc-java"),

	/**
	 * Pekko's remote actors.
	 */
	PEKKO("Pekko ask"),

	/**
	 * A bare JVM.
	 */
	HELLO_WORLD("JVM hello world"),

	/**
	 * Python's pool of processes.
	 */
	PYTHON("Python pool");

	private final String title;

	private final List<String> properties;

	ContenderId(String title, String... properties) {
		this.title = title;
		this.properties = List.of(properties);
	}

	/**
	 * Return what tables call it.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Return the properties of an application that it needs.
	 * @return names and values
	 */
	public List<String> properties() {
		return this.properties;
	}

	/**
	 * Say whether it is one of ours.
	 * @return whether it is no peer
	 */
	public boolean isOurs() {
		return name().startsWith(OURS.name());
	}

	/**
	 * Return the peers.
	 * @return all but ours
	 */
	public static List<ContenderId> peers() {
		return Arrays.stream(values()).filter((id) -> !id.isOurs()).toList();
	}

}
