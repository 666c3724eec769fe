package io.rpcparallel.launch;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

/**
 * Starts the small programs as workers and waits for what they do.
 */
final class Workers {

	private Workers() {
	}

	static LocalProcessLauncher launcher(Class<?> main, String... arguments) {
		return launcher(RunningJvm.current(), main, arguments);
	}

	static LocalProcessLauncher launcher(RunningJvm jvm, Class<?> main, String... arguments) {
		return new LocalProcessLauncher(new JavaCommand(jvm, new ApplicationEntry(main.getName(), List.of(arguments)),
				null, List.of("-XX:TieredStopAtLevel=1"), true));
	}

	static int exitCode(LaunchedWorker worker) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> worker.onExit().isDone());
		return worker.onExit().join();
	}

	static String awaitLine(LaunchedWorker worker, String start) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> worker.lastLines().stream().filter((line) -> line.startsWith(start)).findFirst().orElse(""),
					(line) -> !line.isEmpty());
	}

	static ProcessHandle awaitChild(LaunchedWorker worker) {
		String prefix = "[worker one stdout] child ";
		return ProcessHandle.of(Long.parseLong(awaitLine(worker, prefix).substring(prefix.length()))).orElseThrow();
	}

	static void awaitEnd(ProcessHandle process) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
	}

}
