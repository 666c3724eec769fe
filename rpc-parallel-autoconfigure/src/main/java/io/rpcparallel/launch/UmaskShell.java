package io.rpcparallel.launch;

import java.io.File;
import java.util.List;

import io.rpcparallel.WorkerStartException;

/**
 * The shell that sets a worker's umask, which Java can't, and then becomes the worker: it
 * keeps its process id, its parent and its streams.
 */
final class UmaskShell {

	private static final String EXECUTABLE = "/bin/sh";

	private static final String SCRIPT = "umask \"$1\" && shift && exec \"$@\"";

	private UmaskShell() {
	}

	static List<String> commandBefore(String umask) {
		return List.of(EXECUTABLE, "-c", SCRIPT, "sh", umask);
	}

	static void check(LaunchRequest request) {
		check(request, EXECUTABLE);
	}

	static void check(LaunchRequest request, String executable) {
		if (request.umask() != null && !new File(executable).canExecute()) {
			throw new WorkerStartException(request.workerName(),
					"its umask %s can't be set, since that takes a POSIX shell, and this system has none at %s; spawn it without a umask"
						.formatted(request.umask(), executable),
					null, List.of(), null);
		}
	}

}
