package io.rpcparallel.protocol;

import java.util.List;

import io.rpcparallel.WorkerAddress;

/**
 * What a worker tells its master when it is ready to be initialised
 * ({@code Register_rpc}).
 *
 * @param pid the worker's process id
 * @param address where its server listens
 * @param functions its functions and worker types, described one a line
 */
public record Registration(long pid, WorkerAddress address, List<String> functions) {

	/**
	 * Create a registration.
	 */
	public Registration {
		functions = List.copyOf(functions);
	}

}
