package io.rpcparallel.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * What tests do to processes.
 */
public final class Processes {

	private Processes() {
	}

	public static void kill(long pid) {
		ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
	}

	/**
	 * Send a signal to a process.
	 * @param name the name of the signal, such as {@code STOP}
	 */
	public static void signal(String name, long pid) {
		try {
			int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
			if (exitCode != 0) {
				throw new AssertionError("kill -%s %d ended with %d".formatted(name, pid, exitCode));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

	/**
	 * Wait until a process has ended.
	 */
	public static void awaitGone(long pid, Duration atMost) {
		Awaitility.await("process " + pid + " is gone")
			.atMost(atMost)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> !Leftovers.isRunning(pid));
	}

}
