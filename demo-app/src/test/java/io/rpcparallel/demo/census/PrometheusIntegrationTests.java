package io.rpcparallel.demo.census;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the demo tells Prometheus, read by Prometheus and its tool where they are
 * installed.
 */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS, args = "explorer", webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "explorer.workers=1", "rpc-parallel.launch.standby=0",
				"rpc-parallel.rpc.heartbeat-interval=200ms", "management.defaults.metrics.export.enabled=true",
				"rpc-parallel.launch.jvm-arguments=-XX:TieredStopAtLevel=1,-XX:+UseSerialGC" })
@DirtiesContext
class PrometheusIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private WorkerOperations workers;

	@Autowired
	private CountClasses countClasses;

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

	@Test
	void thePageOfMetersIsAsPrometheusWantsItAndIsScraped() throws IOException, InterruptedException {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> page().lines()
				.anyMatch(
						(line) -> line.matches("rpc_parallel_worker_memory_resident_bytes\\{slot=\"0\"\\} [\\d.E]+")));
		assertThat(page()).contains("rpc_parallel_workers{state=\"up\"} 1.0",
				"rpc_parallel_spawns_seconds_count{outcome=\"success\",start=\"cold\"} 1",
				"rpc_parallel_deaths_workers_total{cause=\"killed\"} 0.0", "rpc_parallel_data_sent_bytes_total ",
				"rpc_parallel_heartbeat_age_seconds ");
		call();
		assertThat(page()).contains("rpc_parallel_call_seconds_count{error=\"none\",function=\"countClasses\"");
		isApproved(page());
		isScraped();
	}

	private void call() {
		Source jar = Source.of(Source.Kind.JAR,
				ClassReader.class.getProtectionDomain().getCodeSource().getLocation().getPath(), 0);
		Worker<Object> served = this.workers.serve();
		try (WorkerConnection<Object> worker = this.workers.connect(served)) {
			worker.run(this.countClasses, jar);
		}
		this.workers.shutdown(served);
	}

	private void isApproved(String page) throws IOException, InterruptedException {
		Assumptions.assumeTrue(Prometheus.hasProgram("promtool"), "There is no promtool");
		Process promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
		try (OutputStream input = promtool.getOutputStream()) {
			input.write(page.getBytes(StandardCharsets.UTF_8));
		}
		String complaints = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(complaints).isEmpty();
		assertThat(promtool.waitFor()).isZero();
	}

	private void isScraped() throws IOException {
		Assumptions.assumeTrue(Prometheus.hasProgram("prometheus"), "There is no prometheus");
		try (Prometheus prometheus = Prometheus.start(this.folder, this.port)) {
			Awaitility.await().atMost(PATIENCE).until(() -> prometheus.value("up{job=\"demo\"}") == 1);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> prometheus.value("rpc_parallel_workers{state=\"up\"}") == 1);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> prometheus.value("rpc_parallel_worker_memory_resident_bytes{slot=\"0\"}") > 0);
		}
	}

	private String page() throws IOException, InterruptedException {
		return Prometheus.get("http://127.0.0.1:%d/actuator/prometheus".formatted(this.port));
	}

}
