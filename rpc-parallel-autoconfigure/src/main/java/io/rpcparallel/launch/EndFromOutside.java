package io.rpcparallel.launch;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerProcessException;

/**
 * Tells a process that somebody has ended from one that has failed. Whoever ends a whole
 * application, by Ctrl-C for one, ends its processes too, in no particular order, so that
 * this one may be told of their ends before it is told of its own.
 */
final class EndFromOutside {

	private static final int SIGNAL_BASE = 128;

	// Those of SIGHUP, SIGINT, SIGKILL and SIGTERM. What a JVM that crashes ends with is
	// beyond the base too, and comes again
	private static final Set<Integer> EXIT_CODES = Set.of(SIGNAL_BASE + 1, SIGNAL_BASE + 2, SIGNAL_BASE + 9,
			SIGNAL_BASE + 15);

	private EndFromOutside() {
	}

	static boolean isCauseOf(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			Integer exitCode = exitCodeOf(cause);
			if (exitCode != null && EXIT_CODES.contains(exitCode)) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Integer exitCodeOf(Throwable failure) {
		if (failure instanceof WorkerProcessException ofWorker) {
			return ofWorker.getExitCode();
		}
		return (failure instanceof BackgroundProcessException ofProcess) ? Integer.valueOf(ofProcess.exitCode()) : null;
	}

}
