package io.rpcparallel;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LoudApplication;
import io.rpcparallel.test.LoudApplication.View;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What runs in an application and must not run in its worker, with one application and
 * one worker.
 */
@LeavesNothingBehind(afterEach = false)
class SilenceIntegrationTests {

	private static final String[] PROPERTIES = { "loud.from-profile", "loud.overridden",
			"spring.main.web-application-type", "spring.main.keep-alive", "spring.flyway.enabled",
			"spring.liquibase.enabled", "spring.sql.init.mode", "spring.jpa.hibernate.ddl-auto",
			"spring.batch.job.enabled", "spring.quartz.auto-startup" };

	@TempDir
	private static Path folder;

	private static int webPort;

	private static int rsocketPort;

	private static MasterProcess application;

	private static View master;

	private static View worker;

	@BeforeAll
	static void start() throws IOException {
		try (ServerSocket web = new ServerSocket(0); ServerSocket rsocket = new ServerSocket(0)) {
			webPort = web.getLocalPort();
			rsocketPort = rsocket.getLocalPort();
		}
		application = MasterProcess.of(LoudApplication.class)
			// What the RSocket server of Boot needs
			.classPath(TestClassPath.entriesAfter(TestClassPath.extra("spring-boot-reactor-netty")))
			.arguments(PROPERTIES)
			// Variables, as the worker sees them too
			.environment("SPRING_CONFIG_NAME", "loud")
			.environment("SERVER_PORT", String.valueOf(webPort))
			.environment("SPRING_RSOCKET_SERVER_PORT", String.valueOf(rsocketPort))
			.environment("RPC_PARALLEL_LAUNCH_STDOUT", "truncate:" + folder.resolve("worker.out"))
			.environment("RPC_PARALLEL_WORKER_LOGGING", "console")
			.environment(LoudApplication.FILE, folder.resolve("ran").toString())
			.start(folder);
		master = View.of(application, "MASTER");
		worker = View.of(application, "WORKER");
		application.awaitLine("READY");
	}

	@AfterAll
	static void end() {
		try (MasterProcess ended = application) {
			ended.end();
			assertThat(ended.awaitExit()).as(ended::toString).isZero();
		}
	}

	@Test
	void allOfItRunsInTheMaster() throws IOException {
		assertThat(master.mode()).isEqualTo("MASTER");
		assertThat(ran(application.pid())).contains("commandLineRunner", "applicationRunner", "startedListener",
				"readyListener", "scheduled", "earlyLifecycle", "lateLifecycle", "codeAfterRun");
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + webPort + "/")
			.toURL()
			.openConnection();
		assertThat(connection.getResponseCode()).isEqualTo(404);
		connection.disconnect();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rsocketPort)) {
			assertThat(socket.isConnected()).isTrue();
		}
	}

	@Test
	void nothingButEarlyLifecyclesRunsInTheWorker() throws IOException {
		assertThat(worker.mode()).isEqualTo("WORKER");
		assertThat(application.started()).extracting(ProcessHandle::pid).containsExactly(worker.pid());
		// Time in which all of it would have run
		long ticks = ticks();
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ticks() > ticks + 10);
		assertThat(ran(worker.pid())).containsExactly("earlyLifecycle");
	}

	@Test
	void theMainThreadOfTheWorkerIsParkedBeforeTheCodeAfterRun() {
		assertThat(worker.stackOfMain()).startsWith("WAITING")
			.contains("io.rpcparallel.bootstrap.WorkerRunListener.started")
			.contains(LoudApplication.class.getName() + ".main");
		assertThat(master.stackOfMain()).doesNotContain("io.rpcparallel.bootstrap.WorkerRunListener.started");
	}

	@Test
	void theWorkerListensOnNoPortOfTheApplication() throws IOException {
		// The master's ports are taken, so a worker that wanted them would not be there
		assertThat(worker.properties()).containsEntry("spring.main.web-application-type", "none");
		assertThat(Files.readString(folder.resolve("worker.out"))).doesNotContain("Tomcat")
			.doesNotContain("Netty RSocket started");
		assertThat(application.stdout()).contains("Tomcat started on port " + webPort)
			.contains("Netty RSocket started on port " + rsocketPort);
	}

	@Test
	void theProfileOfWorkersIsActiveInTheWorkerAlone() {
		assertThat(worker.profiles()).containsExactly("default", "rpc-parallel-worker");
		assertThat(master.profiles()).isEmpty();
		assertThat(worker.masterOnly()).isFalse();
		assertThat(master.masterOnly()).isTrue();
		assertThat(worker.properties()).containsEntry("loud.from-profile", "worker");
		assertThat(master.properties()).containsEntry("loud.from-profile", "application");
	}

	@Test
	void workerPropertiesOverrideThoseOfTheApplicationInTheWorkerAlone() {
		assertThat(worker.properties()).containsEntry("loud.overridden", "worker");
		assertThat(master.properties()).containsEntry("loud.overridden", "application");
	}

	@Test
	void migrationsAndJobsAreOffInTheWorkerWhateverTheApplicationSays() {
		assertThat(master.properties()).containsEntry("spring.flyway.enabled", "true")
			.containsEntry("spring.liquibase.enabled", "true")
			.containsEntry("spring.sql.init.mode", "always")
			.containsEntry("spring.jpa.hibernate.ddl-auto", "create-drop")
			.containsEntry("spring.batch.job.enabled", "true")
			.containsEntry("spring.quartz.auto-startup", "true")
			.containsEntry("spring.main.keep-alive", "true");
		assertThat(worker.properties()).containsEntry("spring.flyway.enabled", "false")
			.containsEntry("spring.liquibase.enabled", "false")
			.containsEntry("spring.sql.init.mode", "never")
			.containsEntry("spring.jpa.hibernate.ddl-auto", "none")
			.containsEntry("spring.batch.job.enabled", "false")
			.containsEntry("spring.quartz.auto-startup", "false")
			.containsEntry("spring.main.keep-alive", "false");
	}

	@Test
	void theBannerIsPrintedByTheMasterAlone() throws IOException {
		assertThat(application.stdout()).contains(":: Spring Boot ::");
		assertThat(Files.readString(folder.resolve("worker.out"))).contains("Started LoudApplication")
			.doesNotContain(":: Spring Boot ::");
	}

	@Test
	void whatTheWorkerStartsIsNoWorker() {
		assertThat(worker.modeOfChild()).isEqualTo("MASTER");
	}

	private static Set<String> ran(long pid) throws IOException {
		return Files.readAllLines(folder.resolve("ran"))
			.stream()
			.filter((line) -> line.endsWith(" pid=" + pid))
			.map((line) -> line.split(" ")[1])
			.collect(Collectors.toSet());
	}

	private static long ticks() throws IOException {
		return Files.readAllLines(folder.resolve("ran"))
			.stream()
			.filter((line) -> line.equals("RAN scheduled pid=" + application.pid()))
			.count();
	}

}
