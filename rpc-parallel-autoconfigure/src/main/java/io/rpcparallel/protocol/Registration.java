package io.rpcparallel.protocol;

import java.util.List;

/**
 * What a worker tells its master when it is ready to be initialised
 * ({@code Register_rpc}).
 *
 * @param pid the worker's process id
 * @param port the port its server listens on, on the loopback address
 * @param functions its functions and worker types, described one a line
 */
public record Registration(long pid, int port, List<String> functions) {

	/**
	 * Create a registration.
	 */
	public Registration {
		functions = List.copyOf(functions);
	}

}
