package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.rpcparallel.test.DyingApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a master ends, its workers are gone: an idle one with its child process, one
 * that sleeps, one in a counted loop, and one that is still starting.
 */
@LeavesNothingBehind
@Repeated
class MasterDeathIntegrationTests {

	private static final Duration GONE_WITHIN = Duration.ofSeconds(3);

	@TempDir
	private Path folder;

	static Stream<String> ends() {
		return Stream.of("return", "throw", "exit", "SIGTERM", "SIGKILL", "exit in a hook", "failed refresh")
			.limit(Soak.choose(5, 7));
	}

	@ParameterizedTest
	@Tag("C7")
	@Tag("C8")
	@MethodSource("ends")
	void workersAreGoneAfterTheirMaster(String end) throws IOException {
		Path temporary = Files.createDirectory(this.folder.resolve("tmp"));
		try (MasterProcess master = MasterProcess.of(DyingApplication.class)
			.arguments(end)
			.jvmArguments("-Djava.io.tmpdir=" + temporary)
			.environment("SPRING_MAIN_WEB_APPLICATION_TYPE", "none")
			.environment("RPC_PARALLEL_LAUNCH_MAX_CONCURRENT_STARTS", "4")
			.start(this.folder)) {
			List<Long> workers = Stream.of(master.awaitLine("READY ").split(",")).map(Long::valueOf).toList();
			assertThat(folders(temporary)).isNotEmpty();
			assertThat(workers).hasSize(5).allMatch(Leftovers::isRunning);
			switch (end) {
				case "SIGTERM" -> ProcessHandle.of(master.pid()).ifPresent(ProcessHandle::destroy);
				case "SIGKILL" -> ProcessHandle.of(master.pid()).ifPresent(ProcessHandle::destroyForcibly);
				default -> master.end();
			}
			long start = System.nanoTime();
			Awaitility.await("workers are gone")
				.atMost(GONE_WITHIN)
				.pollInterval(Duration.ofMillis(20))
				.until(() -> workers.stream().noneMatch(Leftovers::isRunning));
			Figures.printSince(end.equals("SIGKILL") ? "C8" : "C7",
					"4 workers, one of them starting, and a child gone after %s of their master within".formatted(end),
					start);
			if (end.equals("exit in a hook")) {
				// It waits for itself for ever, by definition of Java
				Processes.kill(master.pid());
			}
			assertThat(master.awaitExit()).isEqualTo(exitCode(end));
			assertThat(folders(temporary)).isEmpty();
		}
	}

	// Their argument files are for whoever wants to read them after a kill
	private static List<Path> folders(Path folder) throws IOException {
		try (Stream<Path> content = Files.list(folder)) {
			return content.filter((path) -> path.getFileName().toString().startsWith("rpc-parallel-"))
				.filter(Files::isDirectory)
				.toList();
		}
	}

	private static int exitCode(String end) {
		return switch (end) {
			case "return" -> 0;
			case "throw", "failed refresh" -> 1;
			case "exit" -> 5;
			case "SIGTERM" -> 143;
			default -> 137;
		};
	}

}
