package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Report;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that somebody starts by hand with the variable of a worker.
 */
@LeavesNothingBehind
class UnassignedWorkerIntegrationTests {

	private static final Duration AT_ONCE = Duration.ofSeconds(5);

	@TempDir
	private Path folder;

	@Test
	void aVariableWithoutAMasterEndsTheApplicationAtOnce() {
		assertEndsAtOnce("stdin", "no master started this process");
	}

	@Test
	void aMasterThatIsNoneOfTheParentsEndsTheApplicationAtOnce() throws IOException, InterruptedException {
		Process ended = new ProcessBuilder("true").start();
		ended.waitFor();
		assertEndsAtOnce("stdin:" + ended.pid(), "no master started this process");
	}

	@Test
	void aParentThatSaysNothingEndsTheApplicationAtOnce() {
		assertEndsAtOnce("stdin:" + ProcessHandle.current().pid(), "standard input has ended");
	}

	@Test
	void aDescendantOfAWorkerIsAnApplicationOfItsOwn() {
		// As if this JVM were a worker, which has a master and starts the application
		long master = ProcessHandle.current().parent().orElseThrow().pid();
		try (MasterProcess application = MasterProcess.of(ProbeApplication.class)
			.environment("RPC_PARALLEL_WORKER", "stdin:" + master)
			.start(this.folder)) {
			Report report = ProbeApplication.reportOf(application);
			assertThat(application.awaitExit()).as(application::toString).isZero();
			assertThat(report.worker().environment()).containsEntry("RPC_PARALLEL_WORKER",
					"stdin:" + application.pid());
		}
	}

	private void assertEndsAtOnce(String variable, String reason) {
		long start = System.nanoTime();
		try (MasterProcess application = MasterProcess.of(CounterApplication.class)
			.environment("RPC_PARALLEL_WORKER", variable)
			.start(this.folder)) {
			application.end();
			assertThat(application.awaitExit()).as(application::toString).isEqualTo(250);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
			assertThat(application.stdout()).isEmpty();
			assertThat(application.stderr().lines()).singleElement()
				.asString()
				.contains("has no assignment as a worker (" + reason + ")")
				.contains("unset the environment variable RPC_PARALLEL_WORKER");
		}
	}

}
