package io.rpcparallel.master;

import java.util.Locale;

import io.rpcparallel.protocol.WorkerExitCode;

/**
 * Says in words what an exit code tells about the end of a worker's process. Java can't
 * tell a signal from an exit with the same code, so neither does this.
 */
final class ExitDescription {

	private static final int SIGNAL_BASE = 128;

	private ExitDescription() {
	}

	static String of(int exitCode) {
		for (WorkerExitCode own : WorkerExitCode.values()) {
			if (own.code() == exitCode && exitCode > SIGNAL_BASE) {
				return "exit code %d (%s)".formatted(exitCode, own.name().toLowerCase(Locale.ROOT));
			}
		}
		return switch (exitCode) {
			case 0 -> "exit code 0";
			case 3 -> "exit code 3 (out of memory, or exit(3))";
			case SIGNAL_BASE + 6 -> "exit code 134 (crash of the JVM, SIGABRT, or exit(134))";
			case SIGNAL_BASE + 9 -> "exit code 137 (SIGKILL, or exit(137))";
			case SIGNAL_BASE + 15 -> "exit code 143 (SIGTERM, or exit(143))";
			default -> "exit code " + exitCode;
		};
	}

}
