package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link BackgroundProcess}.
 */
@DisabledOnOs(OS.WINDOWS)
@LeavesNothingBehind
class BackgroundProcessTests {

	@TempDir
	private Path folder;

	@Test
	void aProcessThatFailsSaysWhy() {
		assertThatExceptionOfType(BackgroundProcessException.class).isThrownBy(() -> run("echo sorry; exit 3"))
			.withMessage("a process ended with exit code 3: sorry")
			.satisfies((ex) -> assertThat(EndFromOutside.isCauseOf(ex)).isFalse());
	}

	@Test
	void aProcessThatSomebodyEndsIsKnownAsSuch() {
		assertThatExceptionOfType(BackgroundProcessException.class).isThrownBy(() -> run("kill -TERM $$"))
			.satisfies((ex) -> assertThat(EndFromOutside.isCauseOf(new IllegalStateException(ex))).isTrue());
	}

	@Test
	void aProcessEndsWithTheThreadThatRunsIt() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> run("exec sleep 1000"));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aProcessThatTakesTooLongIsKilled() {
		assertThatIOException()
			.isThrownBy(() -> BackgroundProcess.urgent(this.folder.resolve("output"), Duration.ofMillis(50))
				.run(List.of("/bin/sh", "-c", "exec sleep 1000"), Map.of()))
			.withMessage("a process took longer than 50 ms");
	}

	private void run(String script) throws IOException {
		BackgroundProcess.patient(this.folder.resolve("output")).run(List.of("/bin/sh", "-c", script), Map.of());
	}

}
