package io.rpcparallel.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerStartException;

/**
 * Finds out before a start what would otherwise fail with a number of the operating
 * system.
 */
final class LaunchChecks {

	private LaunchChecks() {
	}

	static void check(LaunchRequest request, String executable) {
		checkExecutable(request.workerName(), executable);
		checkWorkingDirectory(request.workerName(), request.workingDirectory());
		UmaskShell.check(request);
	}

	private static void checkExecutable(String workerName, String executable) {
		// A File, as not every name a system property has makes a Path in every locale
		File file = new File(executable);
		if (!file.isFile()) {
			throw failure(workerName, "the Java executable '%s' %s; set it to the full path of one", executable,
					file.exists() ? "is not a file" : "does not exist");
		}
		if (!file.canExecute()) {
			throw failure(workerName,
					"this process may not run the Java executable '%s'; change its permissions or set another one",
					executable, "");
		}
	}

	private static void checkWorkingDirectory(String workerName, @Nullable Path directory) {
		if (directory == null) {
			return;
		}
		Path absolute = directory.toAbsolutePath();
		if (!Files.isDirectory(absolute)) {
			throw failure(workerName, "the working directory '%s' %s; create it or set another one", absolute,
					Files.exists(absolute) ? "is not a directory" : "does not exist");
		}
		if (!Files.isReadable(absolute) || !Files.isExecutable(absolute)) {
			throw failure(workerName,
					"this process may not enter the working directory '%s'; change its permissions or set another one",
					absolute, "");
		}
	}

	private static WorkerStartException failure(String workerName, String reason, Object subject, String problem) {
		return new WorkerStartException(workerName, reason.formatted(subject, problem), null, List.of(), null);
	}

}
