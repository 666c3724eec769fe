package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.test.kinds.SlowReaderApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader of much data that is stopped, and so takes nothing any more.
 */
@LeavesNothingBehind
@Repeated
class BufferAgeLimitIntegrationTests {

	// Less than the time-out of heartbeats, which would end the connection as well
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	@Tag("B14")
	void aWorkerEndsTheConnectionOfAReaderThatTakesNothing(@TempDir Path folder)
			throws IOException, InterruptedException {
		try (MasterProcess reader = MasterProcess.of(SlowReaderApplication.class)
			.environment("RPC_PARALLEL_LAUNCH_STDOUT", "inherit")
			.environment("RPC_PARALLEL_LAUNCH_STDERR", "inherit")
			.start(folder)) {
			long worker = Long.parseLong(reader.awaitLine("WORKER "));
			long start = System.nanoTime();
			signal("STOP", reader.pid());
			Awaitility.await("the worker has ended").atMost(PATIENCE).until(() -> !Leftovers.isRunning(worker));
			Figures.printSince("B14", "with a limit of 1000 ms ended after", start);
			signal("CONT", reader.pid());
			assertThat(reader.awaitLine("ENDED ")).startsWith(WorkerLostException.class.getName());
			assertThat(reader.stdout()).containsPattern(
					"its other side has taken nothing for 1000 ms, and [0-9,]+ bytes wait to be sent to it");
			reader.end();
			assertThat(reader.awaitExit()).isZero();
		}
	}

	private static void signal(String name, long pid) throws IOException, InterruptedException {
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor()).isZero();
	}

}
