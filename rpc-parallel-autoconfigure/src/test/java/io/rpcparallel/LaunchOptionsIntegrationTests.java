package io.rpcparallel;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Answer;
import io.rpcparallel.test.ProbeApplication.Question;
import io.rpcparallel.test.ProbeApplication.Report;
import io.rpcparallel.test.ProcessFacts;
import io.rpcparallel.test.TestClassPath;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The options of JVMs, from the application's own and from its properties, and where the
 * output of workers goes.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class LaunchOptionsIntegrationTests {

	private static final String JDWP = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:";

	@TempDir
	private Path folder;

	@Test
	void aWorkerGetsTheArgumentsThatMakeSenseTwiceAndThoseOfThePropertiesAndTheSpawn() {
		Report report = report(MasterProcess.of(ProbeApplication.class)
			.jvmArguments("-Dprobe.inherited=with a space", "--add-opens", "java.base/java.util=ALL-UNNAMED",
					"-Xmx300m", "-Xms20m")
			.arguments("--rpc-parallel.launch.jvm-arguments=-Dprobe.default=1,-Dprobe.both=default",
					"--rpc-parallel.launch.heap=256MB", "--probe.heap=48MB",
					"--probe.jvm-arguments=-Dprobe.spawn=2,-Dprobe.both=spawn"));
		ProcessFacts worker = report.worker();
		assertThat(report.master().inputArguments()).contains("-Xmx300m", "-Xms20m");
		assertThat(worker.inputArguments())
			.contains("-Dprobe.inherited=with a space", "--add-opens=java.base/java.util=ALL-UNNAMED",
					"-Dprobe.default=1", "-Dprobe.spawn=2", "-XX:+UseSerialGC")
			.doesNotContain("-Xmx300m", "-Xms20m", "-XX:TieredStopAtLevel=1");
		assertThat(worker.property("probe.both")).isEqualTo("spawn");
		assertThat(worker.maxMemory()).isBetween(DataSize.ofMegabytes(40).toBytes(),
				DataSize.ofMegabytes(48).toBytes());
		assertThat(worker.property("java.class.path")).isEqualTo(String.join(":", TestClassPath.entries()));
		assertThat(worker.property("java.home")).isEqualTo(System.getProperty("java.home"));
		assertThat(worker.property("user.dir")).isEqualTo(report.master().property("user.dir"));
	}

	@Test
	@Tag("E16")
	void aDebuggerOfTheMasterIsNotTheWorkers() throws IOException {
		int port = freePort();
		Report report = report(MasterProcess.of(ProbeApplication.class).jvmArguments(JDWP + port));
		assertThat(report.master().inputArguments()).contains(JDWP + port);
		assertThat(report.worker().inputArguments()).noneMatch((argument) -> argument.contains("jdwp"));
	}

	@Test
	@Tag("E16")
	void aDebuggerInAVariableIsNotTheWorkersButThePropertiesAre() throws IOException {
		int port = freePort();
		Report report = report(MasterProcess.of(ProbeApplication.class)
			.environment("JAVA_TOOL_OPTIONS", "-Dprobe.tool='in a variable' " + JDWP + port));
		assertThat(report.master().inputArguments()).contains(JDWP + port);
		assertThat(report.worker().inputArguments()).noneMatch((argument) -> argument.contains("jdwp"))
			.containsOnlyOnce("-Dprobe.tool=in a variable");
		assertThat(report.worker().environment()).containsEntry("JAVA_TOOL_OPTIONS", "-Dprobe.tool='in a variable'");
	}

	@Test
	void eachSpawnHasItsOwnOutputsAndVariables(CapturedOutput output) throws IOException {
		Path appended = Files.writeString(this.folder.resolve("appended"), "was there before\n");
		Path truncated = Files.writeString(this.folder.resolve("truncated"), "was there before\n");
		try (TestMaster master = TestMaster.start(ProbeApplication.class)) {
			ProcessFacts toFiles = ask(master, "files",
					SpawnOptions.defaults()
						.withEnvironment("PROBE_SPAWN", "files only")
						.withStdout(WorkerOutput.append(appended))
						.withStderr(WorkerOutput.truncate(truncated)));
			ProcessFacts toMaster = ask(master, "master",
					SpawnOptions.defaults().withStdout(WorkerOutput.discard()).withStderr(WorkerOutput.inherit()));
			assertThat(toFiles.environment()).containsEntry("PROBE_SPAWN", "files only");
			assertThat(toMaster.environment()).doesNotContainKey("PROBE_SPAWN");
		}
		assertThat(appended).content().startsWith("was there before\n").contains("stdout asked by files");
		assertThat(truncated).content()
			.doesNotContain("was there before")
			.doesNotContain("stdout asked")
			.contains("stderr asked by files");
		assertThat(output.getErr().lines()).contains("stderr asked by master");
		assertThat(output.getAll()).doesNotContain("stdout asked by").doesNotContain("stderr asked by files");
	}

	private static ProcessFacts ask(TestMaster master, String who, SpawnOptions options) {
		StatelessRpcFunction<Question, Answer> describe = master.bean("describe");
		try (WorkerConnection<Object> worker = master.workers().spawn(options)) {
			return worker.run(describe, new Question(who, null)).facts();
		}
	}

	private Report report(MasterProcess.Builder builder) {
		try (MasterProcess application = builder.start(this.folder)) {
			Report report = ProbeApplication.reportOf(application);
			assertThat(application.awaitExit()).as(application::toString).isZero();
			return report;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
