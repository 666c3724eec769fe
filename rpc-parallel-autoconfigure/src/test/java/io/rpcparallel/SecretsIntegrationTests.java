package io.rpcparallel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Report;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the token of a running worker must not be seen.
 */
@LeavesNothingBehind
class SecretsIntegrationTests {

	@TempDir
	private Path folder;

	@Test
	@Tag("F6")
	void theTokenIsNeitherInTheProcessTableNorInAnyOutput() throws IOException {
		Path secretFile = this.folder.resolve("secret");
		Path workerOutput = this.folder.resolve("worker.log");
		try (MasterProcess application = MasterProcess.of(ProbeApplication.class)
			// Not only ours, as others see the token too
			.environment("LOGGING_LEVEL_ROOT", "DEBUG")
			.arguments("--probe.wait", "--probe.secret-file=" + secretFile,
					"--rpc-parallel.launch.stdout=append:" + workerOutput,
					"--rpc-parallel.launch.stderr=append:" + workerOutput)
			.start(this.folder)) {
			Report report = ProbeApplication.reportOf(application);
			String secret = Files.readString(secretFile);
			assertThat(Base64.getUrlDecoder().decode(secret)).hasSizeGreaterThanOrEqualTo(16);
			assertThat(process(report.worker().pid(), "environ"))
				.contains("RPC_PARALLEL_WORKER=stdin:" + application.pid() + "\0");
			for (long pid : new long[] { application.pid(), report.worker().pid() }) {
				assertHides(process(pid, "environ"), secret);
				assertHides(process(pid, "cmdline"), secret);
			}
			application.end();
			assertThat(application.awaitExit()).as(application::toString).isZero();
			assertThat(application.stdout()).contains("DEBUG")
				.contains("Started worker 'worker-1'")
				.contains("CONNECTED WorkerConnection[Worker[worker-1, ");
			assertThat(workerOutput).content().contains("DEBUG").contains("stderr asked by the probe");
			assertHides(application.stdout(), secret);
			assertHides(application.stderr(), secret);
			assertHides(Files.readString(workerOutput), secret);
		}
	}

	private static void assertHides(String text, String secret) {
		byte[] bytes = Base64.getUrlDecoder().decode(secret);
		assertThat(text).doesNotContain(secret)
			.doesNotContain(Base64.getEncoder().encodeToString(bytes))
			.doesNotContainIgnoringCase(HexFormat.of().formatHex(bytes));
		// A part of it that is not broken by the lines of a dump
		for (int i = 0; i + 8 <= bytes.length; i++) {
			assertThat(text).doesNotContain(HexFormat.ofDelimiter(" ").formatHex(bytes, i, i + 8));
		}
	}

	private static String process(long pid, String file) throws IOException {
		return new String(Files.readAllBytes(Path.of("/proc/" + pid, file)), StandardCharsets.UTF_8);
	}

}
