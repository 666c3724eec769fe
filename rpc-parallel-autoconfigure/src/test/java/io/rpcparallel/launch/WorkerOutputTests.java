package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class WorkerOutputTests {

	private final Path folder;

	WorkerOutputTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	@Tag("E5")
	void keepsTheLastLinesOfALot() {
		LaunchedWorker worker = run(WorkerOutput.discard(), WorkerOutput.discard(), "100000");
		assertThat(worker.lastLines()).hasSize(100)
			.contains("[worker one stdout] the end", "[worker one stderr] error 99000");
	}

	@Test
	void writesFiles() throws IOException {
		Path out = Files.writeString(this.folder.resolve("out"), "before\n");
		Path err = Files.writeString(this.folder.resolve("err"), "before\n");
		run(WorkerOutput.append(out), WorkerOutput.truncate(err), "2000");
		assertThat(Files.readAllLines(out)).hasSize(2002)
			.startsWith("before", "line 0")
			.endsWith("line 1999", "the end");
		assertThat(Files.readAllLines(err)).containsExactly("error 0", "error 1000");
	}

	@Test
	void writesBothStreamsToOneFile() throws IOException {
		Path file = this.folder.resolve("both");
		run(WorkerOutput.truncate(file), WorkerOutput.append(this.folder.resolve("./both")), "20000");
		// The last piece has no newline, so a line of the other stream may follow it
		List<String> lines = Files.readString(file).replace("the end", "").lines().toList();
		assertThat(lines).hasSize(20_020)
			.doesNotHaveDuplicates()
			.allMatch((line) -> line.matches("line \\d+|error \\d+"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void knowsOneFileByTwoNames() throws IOException {
		Path real = Files.createDirectory(this.folder.resolve("real"));
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), real);
		run(WorkerOutput.truncate(link.resolve("out")), WorkerOutput.truncate(real.resolve("out")), "1");
		assertThat(real.resolve("out")).content().contains("line 0\n", "error 0\n", "the end");
	}

	@Test
	void writesToOwnOutput(CapturedOutput output) {
		run(WorkerOutput.inherit(), WorkerOutput.inherit(), "3");
		assertThat(output.getOut()).contains("line 0\nline 1\nline 2\nthe end");
		assertThat(output.getErr()).contains("error 0");
	}

	@Test
	void logs(CapturedOutput output) {
		run(WorkerOutput.log(), WorkerOutput.log(), "2");
		assertThat(output.getAll()).containsPattern("INFO.*\\[worker one stdout] line 1")
			.containsPattern("INFO.*\\[worker one stdout] the end")
			.containsPattern("WARN.*\\[worker one stderr] error 0");
	}

	@Test
	void keepsWhatOnlyRepeatsALogForTheLastLinesAlone(CapturedOutput output) {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Echoing.class)
			.launch(LaunchRequests.withOutput(WorkerOutput.log(), WorkerOutput.discard()));
		assertThat(Workers.exitCode(worker)).isZero();
		assertThat(worker.lastLines()).containsExactly("[worker one stdout] logged", "[worker one stdout] logged too",
				"[worker one stdout] more? ", "[worker one stdout] logged meanwhile", "[worker one stdout] printed");
		assertThat(output.getAll()).contains("[worker one stdout] more? ", "[worker one stdout] printed")
			.doesNotContain("logged");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	@Tag("E3")
	void doesNotHoldUpAWorkerWhenTheDiskIsFull(CapturedOutput output) {
		run(WorkerOutput.truncate(Path.of("/dev/full")), WorkerOutput.discard(), "100000");
		assertThat(output.getAll())
			.containsOnlyOnce("The stdout of worker 'one' cannot be written to its file /dev/full");
	}

	@Test
	@Tag("E5")
	void takesOutputWithoutNewlines() throws IOException {
		Path file = this.folder.resolve("endless");
		LaunchedWorker worker = Workers.launcher(WorkerMains.Endless.class)
			.launch(LaunchRequests.withOutput(WorkerOutput.truncate(file), WorkerOutput.discard()));
		assertThat(Workers.exitCode(worker)).isZero();
		assertThat(Files.size(file)).isEqualTo(64L * 1024 * 1024);
		assertThat(worker.lastLines()).hasSize(50).allMatch((line) -> line.length() <= 2048 + 20);
	}

	@Test
	void pipesOutputByteByByte() throws IOException {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Endless.class)
			.launch(LaunchRequests.withOutput(WorkerOutput.pipe(), WorkerOutput.discard()));
		byte[] block = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
		long count = 0;
		try (InputStream input = worker.streams().orElseThrow().stdout()) {
			for (byte[] read = input.readNBytes(16); read.length > 0; read = input.readNBytes(16)) {
				assertThat(Arrays.equals(read, block)).isTrue();
				count += read.length;
			}
		}
		assertThat(count).isEqualTo(64L * 1024 * 1024);
		assertThat(Workers.exitCode(worker)).isZero();
	}

	@Test
	void pipesWhatHasNoEndOfLineAtOnceAndTheRestAfterTheEnd() throws IOException {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Prompting.class)
			.launch(LaunchRequests.withOutput(WorkerOutput.pipe(), WorkerOutput.discard()));
		InputStream input = worker.streams().orElseThrow().stdout();
		assertThat(input.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo("more? ");
		worker.abandon();
		assertThat(Workers.exitCode(worker)).isZero();
		assertThat(worker.lastLines()).containsExactly("[worker one stdout] more? no");
		assertThat(input.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("no");
	}

	@Test
	void holdsUpAWorkerWhosePipeNobodyReadsAndKeepsLittleOfIt() throws IOException {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Endless.class)
			.launch(LaunchRequests.withOutput(WorkerOutput.pipe(), WorkerOutput.discard()));
		InputStream input = worker.streams().orElseThrow().stdout();
		Awaitility.await().until(() -> input.available() == 256 * 1024);
		assertThat(worker.isAlive()).isTrue();
		worker.terminate(Duration.ZERO);
		assertThat(worker.onExit()).isDone();
		assertThat(input.readAllBytes()).hasSizeBetween(256 * 1024, 512 * 1024);
	}

	@Test
	void doesNotHoldUpAWorkerWhosePipeIsClosed() throws IOException {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Endless.class)
			.launch(LaunchRequests.withOutput(WorkerOutput.pipe(), WorkerOutput.discard()));
		worker.streams().orElseThrow().stdout().close();
		assertThat(Workers.exitCode(worker)).isZero();
	}

	@Test
	@Tag("E4")
	void namesAFileThatCannotBeOpened() {
		LocalProcessLauncher launcher = Workers.launcher(WorkerMains.Failing.class);
		Path missing = this.folder.resolve("none/out");
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(
				() -> launcher.launch(LaunchRequests.withOutput(WorkerOutput.discard(), WorkerOutput.append(missing))))
			.withMessageContaining("the file '" + missing + "' for its stderr cannot be opened");
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> launcher
				.launch(LaunchRequests.withOutput(WorkerOutput.truncate(this.folder), WorkerOutput.discard())))
			.withMessageContaining("for its stdout cannot be opened");
	}

	@Test
	void doesNotWaitLongForATargetThatBlocks() {
		CountDownLatch unblocked = new CountDownLatch(1);
		PrintStream original = System.out;
		System.setOut(new PrintStream(new BlockingStream(unblocked), true, StandardCharsets.UTF_8));
		try {
			LaunchedWorker worker = Workers.launcher(WorkerMains.Talkative.class, "1")
				.launch(LaunchRequests.withOutput(WorkerOutput.inherit(), WorkerOutput.discard()));
			assertThat(Workers.exitCode(worker)).isZero();
		}
		finally {
			System.setOut(original);
			unblocked.countDown();
		}
	}

	private static LaunchedWorker run(WorkerOutput stdout, WorkerOutput stderr, String lines) {
		LaunchedWorker worker = Workers.launcher(WorkerMains.Talkative.class, lines)
			.launch(LaunchRequests.withOutput(stdout, stderr));
		try {
			assertThat(Workers.exitCode(worker)).isZero();
			return worker;
		}
		finally {
			worker.terminate(Duration.ZERO);
		}
	}

	/**
	 * Takes nothing until it is unblocked.
	 */
	private static final class BlockingStream extends OutputStream {

		private final CountDownLatch unblocked;

		private BlockingStream(CountDownLatch unblocked) {
			this.unblocked = unblocked;
		}

		@Override
		public void write(int b) {
			try {
				this.unblocked.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
