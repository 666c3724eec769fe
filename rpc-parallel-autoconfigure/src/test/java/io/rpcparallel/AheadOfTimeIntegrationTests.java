package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Report;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

/**
 * An application that Spring has processed ahead of time, as Boot's Maven and Gradle
 * plugins have it done.
 */
@LeavesNothingBehind
class AheadOfTimeIntegrationTests {

	private static final String ENABLED = "spring.aot.enabled";

	@TempDir
	private static Path folder;

	@BeforeAll
	static void process() throws Exception {
		run("java", "-cp", String.join(":", TestClassPath.entries()), SpringApplicationAotProcessor.class.getName(),
				ProbeApplication.class.getName(), folder("sources"), folder("resources"), folder("classes"),
				"io.rpcparallel", "probe");
		List<String> arguments = new ArrayList<>(
				List.of("-nowarn", "-cp", folder("classes") + ":" + String.join(":", TestClassPath.entries()), "-d",
						folder("classes"), "-proc:none", "-Xlint:none"));
		try (Stream<Path> sources = Files.walk(Path.of(folder("sources")))) {
			sources.map(Path::toString).filter((source) -> source.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	@Test
	@Tag("E14")
	void anApplicationProcessedAheadOfTimeSpawnsWorkersThatChooseTheirBeansThemselves() throws IOException {
		Report report = report();
		assertThat(report.master().property(ENABLED)).isEqualTo("true");
		assertThat(report.worker().property(ENABLED)).isEqualTo("false");
	}

	@Test
	void aWorkerMayRunWithTheBeansOfTheMasterToo() throws IOException {
		Report report = report("--probe.jvm-arguments=-D" + ENABLED + "=true");
		assertThat(report.worker().property(ENABLED)).isEqualTo("true");
	}

	private static Report report(String... arguments) throws IOException {
		MasterProcess.Builder application = MasterProcess.of(ProbeApplication.class)
			.classPath(TestClassPath.entriesAfter(folder("classes"), folder("resources")))
			.jvmArguments("-D" + ENABLED + "=true")
			.arguments(arguments);
		try (MasterProcess master = application.start(folder)) {
			Report report = ProbeApplication.reportOf(master);
			assertThat(master.awaitExit()).as(master::toString).isZero();
			assertThat(master.stdout()).contains("Starting AOT-processed ProbeApplication");
			assertThat(report.question().numbers()).containsExactly(1, 2, 3);
			return report;
		}
	}

	private static String folder(String name) {
		return folder.resolve(name).toString();
	}

	private static void run(String... command) throws Exception {
		command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Path output = folder.resolve("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(() -> contentOf(output.toFile())).isZero();
	}

}
