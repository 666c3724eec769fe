package io.rpcparallel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.test.Processes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LocalProcessTable}, with files as the kernel has them and with
 * processes.
 */
class LocalProcessTableTests {

	private final ProcessHandle self = ProcessHandle.current();

	@TempDir
	private Path root;

	@ParameterizedTest
	@CsvSource({ "S (sleeping), 0, false, false", "R (running), 0, false, false", "T (stopped), 0, true, false",
			"T (stopped), 4711, false, true", "t (tracing stop), 4711, false, true",
			"S (sleeping), 4711, false, true" })
	void tellsWhetherItIsStoppedOrTraced(String state, String tracer, boolean stopped, boolean debugged)
			throws IOException {
		write("status", "Name:\tjava\nState:\t%s\nTracerPid:\t%s\nUid:\t0\n".formatted(state, tracer));
		ProcessSigns signs = look();
		assertThat(signs.stopped()).isEqualTo(stopped);
		assertThat(signs.debugged()).isEqualTo(debugged);
	}

	@ParameterizedTest
	@CsvSource({ "-agentlib:jdwp=transport=dt_socket, A=B, true", "-Xrunjdwp:server=y, A=B, true",
			"-agentlib:hprof, A=B, false", "-Dx=-agentlib:jdwp, A=B, false",
			"-Xmx1g, JAVA_TOOL_OPTIONS=-ea -agentlib:jdwp=server=y, true",
			"-Xmx1g, MAVEN_OPTS=-agentlib:jdwp=server=y, false" })
	void tellsWhetherItsJvmWaitsForADebugger(String argument, String variable, boolean debugged) throws IOException {
		Files.createDirectories(this.root.resolve("self"));
		write("cmdline", "java\0%s\0Main\0".formatted(argument));
		write("environ", "PATH=/bin\0%s\0".formatted(variable));
		assertThat(look().debugged()).isEqualTo(debugged);
	}

	@Test
	void withoutTheFilesOnlyTheProcessorTimeIsKnown() {
		Duration before = this.self.info().totalCpuDuration().orElseThrow();
		ProcessSigns signs = look();
		assertThat(signs.stopped()).isFalse();
		// This process goes on meanwhile
		assertThat(signs.processorTime()).isBetween(before, this.self.info().totalCpuDuration().orElseThrow());
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aProcessThatIsStoppedAndGoesOnIsSeenToDoSo() throws IOException {
		Process sleep = new ProcessBuilder("sleep", "1000").start();
		try {
			ProcessTable table = ProcessTable.local();
			assertThat(table.look(sleep.toHandle()).stopped()).isFalse();
			Processes.signal("STOP", sleep.pid());
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> table.look(sleep.toHandle()).stopped());
			Processes.signal("CONT", sleep.pid());
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !table.look(sleep.toHandle()).stopped());
		}
		finally {
			sleep.destroyForcibly();
		}
	}

	private ProcessSigns look() {
		return new LocalProcessTable(this.root).look(this.self);
	}

	private void write(String file, String content) throws IOException {
		Path folder = Files.createDirectories(this.root.resolve(Long.toString(this.self.pid())));
		Files.writeString(folder.resolve(file), content);
	}

}
