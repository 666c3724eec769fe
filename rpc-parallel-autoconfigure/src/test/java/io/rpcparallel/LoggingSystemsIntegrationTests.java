package io.rpcparallel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LoggingApplication;
import io.rpcparallel.test.LoggingApplication.Report;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker logs is taken from its first line on, whichever logging system it has.
 */
@LeavesNothingBehind
class LoggingSystemsIntegrationTests {

	private static final String APPLICATION = LoggingApplication.class.getName();

	@TempDir
	private Path folder;

	@Test
	void logback() {
		assertTaken(report(TestClassPath.entries(), "INFO <worker-1>"));
	}

	@Test
	void log4j2() {
		List<String> classPath = new ArrayList<>(without("logback-classic", "logback-core", "log4j-to-slf4j"));
		classPath.add(TestClassPath.extra("log4j-core"));
		classPath.add(TestClassPath.extra("log4j-slf4j2-impl"));
		assertTaken(report(classPath, "INFO <worker-1>"));
	}

	@Test
	void javaUtilLogging() {
		List<String> classPath = new ArrayList<>(
				without("logback-classic", "logback-core", "log4j-to-slf4j", "log4j-api", "jul-to-slf4j"));
		classPath.add(TestClassPath.extra("slf4j-jdk14"));
		assertTaken(report(classPath, "[worker-1] "));
	}

	private static void assertTaken(Report report) {
		assertThat(report.masterHasNone()).isTrue();
		List<String> records = report.records();
		assertThat(records).as("%s", records)
			.anyMatch((record) -> record.startsWith("INFO " + APPLICATION + " Starting LoggingApplication using Java "))
			.anyMatch((record) -> record.startsWith("INFO " + APPLICATION + " Started LoggingApplication in "))
			.containsSubsequence(
					"INFO " + APPLICATION + " Called by the master java.lang.IllegalStateException: for once",
					"WARN " + APPLICATION + " After application 1", "WARN " + APPLICATION + " After application 2")
			.noneMatch((record) -> record.contains(WorkerLog.class.getPackageName()));
		assertThat(records.stream().filter((record) -> record.contains(APPLICATION))).doesNotHaveDuplicates();
	}

	private Report report(List<String> classPath, String fromWorker) {
		try (MasterProcess application = MasterProcess.of(LoggingApplication.class)
			.classPath(classPath)
			.start(this.folder)) {
			Report report = LoggingApplication.reportOf(application);
			assertThat(application.awaitExit()).as(application::toString).isZero();
			// As records of the master's own log, and not as output as well
			assertThat((application.stdout() + application.stderr()).lines()
				.filter((line) -> line.contains("Called by the master") && !line.startsWith("REPORT"))).singleElement()
				.asString()
				.contains(fromWorker)
				.doesNotContain("stdout");
			return report;
		}
	}

	private static List<String> without(String... artifacts) {
		return TestClassPath.entries()
			.stream()
			.filter((entry) -> Stream.of(artifacts)
				.noneMatch((artifact) -> Path.of(entry).getFileName().toString().startsWith(artifact)))
			.toList();
	}

}
