package io.rpcparallel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.bootstrap.SourcesApplication;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Question;
import io.rpcparallel.test.ProbeApplication.Report;
import io.rpcparallel.test.TestClassPath;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class paths of an application, each of which its worker has to get along with.
 */
@LeavesNothingBehind
class LaunchLayoutsIntegrationTests {

	@TempDir
	private Path folder;

	@Test
	@Tag("E14")
	void relativeEntriesAreFoundFromAnotherWorkingDirectory() throws IOException {
		Path masterFolder = Files.createDirectory(this.folder.resolve("master")).toRealPath();
		Path workerFolder = Files.createDirectories(this.folder.resolve("some/worker")).toRealPath();
		List<String> relative = TestClassPath.entries()
			.stream()
			.map((entry) -> masterFolder.relativize(Path.of(entry)).toString())
			.toList();
		Report report = report(MasterProcess.of(ProbeApplication.class)
			.classPath(relative)
			.workingDirectory(masterFolder)
			.arguments("--rpc-parallel.launch.working-directory=" + workerFolder));
		assertThat(report.master().property("java.class.path")).startsWith("../");
		assertThat(report.master().property("user.dir")).isEqualTo(masterFolder.toString());
		assertThat(report.worker().property("user.dir")).isEqualTo(workerFolder.toString());
		assertThat(report.worker().property("java.class.path").split(":")).hasSameSizeAs(relative)
			.allMatch((entry) -> entry.startsWith("/"));
	}

	@Test
	@Tag("E14")
	void pathsMayHaveSpacesAndForeignLetters() throws IOException, InterruptedException {
		// By a shell, as this JVM's own locale may not know the letters
		runShell("""
				set -e
				cd '%1$s'
				mkdir -p 'mit Leerzeichen/größe ß'
				cp -r '%2$s' 'mit Leerzeichen/größe ß/classes'
				cp -r '%3$s' 'mit Leerzeichen/größe ß/test-classes'
				""".formatted(this.folder, TestClassPath.library(), TestClassPath.tests()));
		List<String> entries = new ArrayList<>(List.of(this.folder + "/mit Leerzeichen/größe ß/classes",
				this.folder + "/mit Leerzeichen/größe ß/test-classes"));
		entries.addAll(jars());
		Path arguments = Files.writeString(this.folder.resolve("arguments"),
				"-cp\n\"%s\"\n".formatted(String.join(":", entries)), StandardCharsets.UTF_8);
		Report report = report(MasterProcess.of(ProbeApplication.class)
			.classPath(List.of())
			.jvmArguments("@" + arguments)
			.environment("LC_ALL", "C.UTF-8"));
		assertThat(report.worker().property("java.class.path")).isEqualTo(String.join(":", entries));
	}

	@Test
	@Tag("E14")
	void aLongClassPathGoesThroughAFileThatIsGoneAfterwards() throws IOException {
		List<String> entries = new ArrayList<>(TestClassPath.entries());
		for (int i = 0; i < 300; i++) {
			entries.add(Files.createDirectory(this.folder.resolve("one-of-many-folders-" + i)).toString());
		}
		Path temporary = Files.createDirectory(this.folder.resolve("tmp"));
		Report report = report(MasterProcess.of(ProbeApplication.class)
			.classPath(entries)
			.jvmArguments("-Djava.io.tmpdir=" + temporary));
		assertThat(report.worker().property("java.class.path")).isEqualTo(String.join(":", entries));
		assertThat(report.worker().commandLine()).anyMatch((argument) -> argument.startsWith("@" + temporary))
			.doesNotContain("-cp");
		assertThat(temporary).isEmptyDirectory();
	}

	@Test
	@Tag("E15")
	void theRestartOfDevToolsStaysInTheMaster() {
		String devTools = TestClassPath.extra("spring-boot-devtools");
		Path library = this.folder.resolve("rpc-parallel.jar");
		TestClassPath.pack(TestClassPath.library(), library);
		List<String> entries = new ArrayList<>(List.of(TestClassPath.tests().toString(), library.toString(), devTools));
		entries.addAll(jars());
		Report report = report(MasterProcess.of(ProbeApplication.class)
			.classPath(entries)
			.arguments("--spring.devtools.livereload.enabled=false"));
		assertThat(report.master().threads()).contains("restartedMain");
		assertThat(report.worker().threads()).contains("main").doesNotContain("restartedMain");
		assertThat(report.worker().property("java.class.path")).contains(devTools);
		assertThat(report.question()).isEqualTo(new Question("the probe", List.of(1, 2, 3)));
	}

	@Test
	@Tag("E14")
	void anApplicationWithoutAMainIsRunBySources() {
		try (TestMaster master = TestMaster.start(Mainless.class);
				WorkerConnection<Object> worker = master.workers().spawn()) {
			StatelessRpcFunction<String, String> property = master.bean("property");
			assertThat(worker.run(property, "sun.java.command"))
				.isEqualTo(SourcesApplication.class.getName() + " " + Mainless.class.getName());
			StatelessRpcFunction<String, String> serveItself = master.bean("serveItself");
			assertThat(worker.run(serveItself, null)).startsWith("Worker[served-1, ");
			assertThat(worker.run(property, "java.home")).isEqualTo(System.getProperty("java.home"));
		}
	}

	private static List<String> jars() {
		return TestClassPath.entries().stream().filter((entry) -> entry.endsWith(".jar")).toList();
	}

	private Report report(MasterProcess.Builder builder) {
		try (MasterProcess application = builder.start(this.folder)) {
			Report report = ProbeApplication.reportOf(application);
			assertThat(application.awaitExit()).as(application::toString).isZero();
			assertThat(report.master().pid()).isEqualTo(application.pid());
			assertThat(report.worker().pid()).isNotEqualTo(application.pid());
			return report;
		}
	}

	private static void runShell(String script) throws IOException, InterruptedException {
		Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
		try (OutputStream input = shell.getOutputStream()) {
			input.write(script.getBytes(StandardCharsets.UTF_8));
		}
		String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(shell.exitValue()).as(output).isZero();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Mainless {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> property() {
			return System::getProperty;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> serveItself(ObjectProvider<WorkerTemplate> workers) {
			return (ignored) -> workers.getObject().serve().toString();
		}

	}

}
