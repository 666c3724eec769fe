package io.rpcparallel.actuate;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.Document;
import io.rpcparallel.test.DocumentedExample;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.WatchedApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The health and the endpoints of an application with a worker that is a process and has
 * a worker itself: each {@code curl} command of the document is answered as it says
 * there, and the same is to be had over JMX.
 */
@LeavesNothingBehind(afterEach = false)
class WorkersEndpointIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static TestMaster master;

	@BeforeAll
	static void start() {
		master = TestMaster.start(WatchedApplication.class, "spring.main.web-application-type=servlet", "server.port=0",
				"spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=workers,workerfunctions",
				"management.endpoints.web.exposure.include=health,workers,workerfunctions",
				"management.endpoint.workers.access=unrestricted", "management.endpoint.health.show-details=always",
				"rpc-parallel.launch.environment.TZ=UTC", "rpc-parallel.rpc.heartbeat-interval=500ms");
	}

	@AfterAll
	static void close() {
		master.close();
	}

	@Test
	void everyCommandOfTheDocumentIsAnsweredAsItSays() throws Exception {
		StatelessRpcFunction<Integer, Long> countPrimes = master.bean("countPrimes");
		StatelessRpcFunction<String, String> launchHelper = master.bean("launchHelper");
		List<DocumentedExample> examples = DocumentedExample
			.in(Document.of("docs/observability.md").section("## Health and endpoints"));
		assertThat(examples).hasSizeGreaterThan(8);
		WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults().withName("worker-1"));
		assertThat(worker.run(countPrimes, 1000)).isEqualTo(168);
		assertThat(worker.run(launchHelper, "helper")).isEqualTo("helper");
		HttpClient http = HttpClient.newHttpClient();
		for (DocumentedExample example : examples) {
			// What heartbeats and logs tell comes a moment later
			Awaitility.await(example.method() + " " + example.path())
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(example.send(http, port())).isEqualTo(example.expected()));
		}
	}

	@Test
	void theSameIsToBeHadOverJmx() throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName workers = new ObjectName("org.springframework.boot:type=Endpoint,name=Workers");
		assertThat(Arrays.stream(server.getMBeanInfo(workers).getOperations()).map((each) -> each.getName()))
			.contains("workers", "worker", "view", "setLogLevel", "end");
		master.workers().serve(SpawnOptions.defaults().withName("here"));
		assertThat(invoke(server, workers, "workers")).extractingByKey("workers")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.anySatisfy((worker) -> assertThat(worker)
				.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
				.containsEntry("name", "here")
				.containsEntry("served", true));
		assertThat(invoke(server, workers, "worker", "here")).containsKeys("worker", "assignment", "events")
			.containsEntry("launcher", "served")
			.extractingByKey("assignment")
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("logging", "forward")
			.containsEntry("terminationGrace", "PT10S");
		assertThat(invoke(server, workers, "worker", "here")).containsEntry("functions", List.of());
		// Though the application's own mapper writes what is null
		assertThat(List.of(invoke(server, workers, "workers"), invoke(server, workers, "worker", "here"),
				invoke(server, workers, "view", "here", "loglevel", "app.Here"),
				invoke(server, workers, "view", "here", "log", null)))
			.allSatisfy((answer) -> assertThat(answer.toString()).doesNotContain("=null"));
		assertThat(invoke(server, workers, "view", "here", "threaddump", null)).extractingByKey("dump")
			.asInstanceOf(InstanceOfAssertFactories.STRING)
			.contains("\"main\"", "WorkersEndpointIntegrationTests");
		assertThat(invoke(server, workers, "setLogLevel", "here", "app.Here", "debug")).containsEntry("effective",
				"DEBUG");
		assertThat(invoke(server, workers, "view", "here", "loglevel", "app.Here")).containsEntry("configured",
				"DEBUG");
		assertThat(invoke(server, workers, "setLogLevel", "here", "app.Here", null)).containsEntry("effective", "INFO");
		assertThat(invoke(server, workers, "end", "here", false)).containsEntry("name", "here")
			.containsEntry("killed", false);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> !invoke(server, workers, "workers").toString().contains("name=here"));
		assertThatExceptionOfType(ReflectionException.class)
			.isThrownBy(() -> invoke(server, workers, "end", "here", false))
			.withMessage("There is no worker 'here'");
		assertThat(server.invoke(workers, "worker", new Object[] { "here" }, new String[] { String.class.getName() }))
			.isNull();
		ObjectName functions = new ObjectName("org.springframework.boot:type=Endpoint,name=Workerfunctions");
		assertThat(invoke(server, functions, "functions")).containsKeys("fingerprint", "functions");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET    | /nobody             |                                     | 404
			GET    | /nobody/threaddump  |                                     | 404
			GET    | /odd/crash          |                                     | 404
			GET    | /odd/colour         |                                     | 400
			POST   | /odd                | { "logger": "a.B", "level": "loud" }| 400
			POST   | /odd                | { "level": "debug" }                | 400
			POST   | /odd                | { "logger":                         | 400
			POST   | /odd                |                                     | 400
			POST   | /nobody             | { "logger": "a.B" }                 | 400
			POST   | /odd/threaddump     | { "logger": "a.B" }                 | 405
			DELETE | /nobody             |                                     | 400
			DELETE | /odd?kill=perhaps   |                                     | 400
			DELETE | /odd?kill=true      |                                     | 400
			""")
	void whatIsAskedWronglyIsAnsweredAsThat(String method, String path, String body, int status) throws Exception {
		Worker<Object> odd = master.workers().serve(SpawnOptions.defaults().withName("odd"));
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:%d/actuator/workers%s".formatted(port(), path)))
			.header("Content-Type", "application/json")
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(status);
		master.workers().shutdown(odd);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> master.context().getBean(WorkerTable.class).find("odd") == null);
	}

	private static int port() {
		return Integer.parseInt(master.context().getEnvironment().getRequiredProperty("local.server.port"));
	}

	@SuppressWarnings("unchecked") // what Boot makes of a record
	private static Map<String, Object> invoke(MBeanServer server, ObjectName bean, String operation,
			Object... arguments) throws Exception {
		String[] types = Arrays.stream(arguments)
			.map((each) -> (each != null) ? each.getClass().getName() : String.class.getName())
			.toArray(String[]::new);
		return (Map<String, Object>) server.invoke(bean, operation, arguments, types);
	}

}
