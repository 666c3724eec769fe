package io.rpcparallel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;

import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import reactor.util.context.Context;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.test.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a web application shows of its workers over HTTP is what the README says.
 */
@SpringBootTest(classes = WatchingWorkersTests.WebApplication.class,
		properties = { "management.endpoints.web.exposure.include=health,workers,metrics", "spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=workers", "management.endpoints.jmx.domain=watching-workers",
				"management.endpoint.health.show-details=always",
				"management.endpoint.health.group.readiness.include=rpcParallel",
				"management.endpoint.health.group.readiness.show-details=never",
				"management.endpoint.health.group.readiness.show-components=never",
				// So that no test sees what others have lost
				"rpc-parallel.health.crash-reports=0" })
class WatchingWorkersTests {

	private static final JsonMapper json = JsonMapper.builder().build();

	private final MockMvcTester http;

	private final WorkerTable table;

	private final CallObservations observations;

	private TestWorker worker;

	@Autowired
	WatchingWorkersTests(WebApplicationContext context, WorkerTable table, CallObservations observations) {
		this.http = MockMvcTester.from(context);
		this.table = table;
		this.observations = observations;
	}

	@BeforeEach
	void spawn() {
		this.worker = TestWorker.up(this.table, "worker-1", 4711).heard(1);
	}

	@AfterEach
	void end() {
		this.worker.ended();
	}

	@Test
	void healthIsAsTheReadmeSays() throws IOException {
		assertThat(steady(get("/actuator/health/rpcParallel"))).isEqualTo(steady(readme(0)));
	}

	@Test
	void theEndpointIsAsTheReadmeSays() throws IOException {
		assertThat(steady(get("/actuator/workers"))).isEqualTo(steady(readme(1)));
	}

	@Test
	void metersAreAsTheReadmeSays() throws IOException {
		this.observations.calling(function("countPrimes"), "worker-1", this.worker.id(), Context.empty())
			.ended(CallOutcome.SUCCESS, null);
		assertThat(steady(get("/actuator/metrics/rpc.parallel.call?tag=function:countPrimes")))
			.isEqualTo(steady(readme(2)));
		assertThat(get("/actuator/metrics/rpc.parallel.workers?tag=state:up").at("/measurements/0/value").asDouble())
			.isEqualTo(1);
		assertThat(get("/actuator/metrics/rpc.parallel.spawns?tag=start:cold").at("/availableTags/0/values"))
			.hasSize(2);
	}

	@Test
	void theApplicationAnswers503WhileALostWorkerIsShownAndNotWhileOneStartsOrEnds() {
		TestWorker other = TestWorker.starting(this.table, "starting");
		assertThat(request("/actuator/health")).hasStatusOk();
		other.ending();
		assertThat(request("/actuator/health")).hasStatusOk();
		assertThat(request("/actuator/health/rpcParallel/starting")).hasStatusOk();
		other.lost("Exit code 137");
		assertThat(request("/actuator/health")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(get("/actuator/workers").at("/workers/1/end").asString()).isEqualTo("Exit code 137");
		other.ended();
		assertThat(request("/actuator/health")).hasStatusOk();
	}

	@Test
	void aWorkerWithAnOddNameHasItsPathInTheHealth() {
		TestWorker odd = TestWorker.up(this.table, "../a b;c", 1);
		assertThat(get("/actuator/health/rpcParallel/.._a_b_c").at("/details/name").asString()).isEqualTo("../a b;c");
		odd.ended();
		assertThat(request("/actuator/health/rpcParallel/.._a_b_c")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void whereDetailsAreNotToBeShownNoWorkerIs() {
		assertThat(get("/actuator/health/readiness")).isEqualTo(json.readTree("{ \"status\": \"UP\" }"));
		assertThat(request("/actuator/health/readiness/rpcParallel/worker-1")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void oneWorkerHasItsPathAndWhatIsInIt() {
		assertThat(get("/actuator/workers/worker-1").at("/worker/pid").asInt()).isEqualTo(4711);
		assertThat(get("/actuator/workers/" + this.worker.id()).at("/worker/name").asString()).isEqualTo("worker-1");
		TestWorker starting = TestWorker.starting(this.table, "starting");
		assertThat(get("/actuator/workers/starting/threaddump").at("/problem").asString())
			.isEqualTo("The worker can't be asked, as it is STARTING");
		starting.ended();
		assertThat(request("/actuator/workers/worker-1/crash")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(request("/actuator/workers/worker-1/colour")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(request("/actuator/workers/worker-2")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(request("/actuator/workers/worker-2/heap")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void nobodyChangesOrEndsAWorkerUnlessThatIsAllowed() {
		assertThat(this.http.delete().uri("/actuator/workers/worker-1").exchange())
			.hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
		assertThat(this.http.post().uri("/actuator/workers/worker-1").exchange())
			.hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
	}

	@Test
	void norDoesAnybodyOverJmx() throws JMException {
		MBeanInfo endpoint = ManagementFactory.getPlatformMBeanServer()
			.getMBeanInfo(new ObjectName("watching-workers:type=Endpoint,name=Workers"));
		assertThat(endpoint.getOperations()).extracting(MBeanOperationInfo::getName)
			.containsExactlyInAnyOrder("workers", "worker", "view");
	}

	private MvcTestResult request(String path) {
		return this.http.get().uri(path).exchange();
	}

	private JsonNode get(String path) {
		return json.readTree(request(path).getResponse().getContentAsByteArray());
	}

	private static JsonNode readme(int index) throws IOException {
		List<String> blocks = Document.of("README.md").blocks("json");
		assertThat(blocks).hasSize(3);
		return json.readTree(blocks.get(index));
	}

	// What differs each time is replaced by what it is
	private static JsonNode steady(JsonNode node) {
		return json.readTree(node.toString()
			.replaceAll("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"", "\"" + new UUID(0, 0) + "\"")
			.replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[\\d:]+(\\.\\d{3})?Z\"", "\"an instant\"")
			.replaceAll("\"PT([\\dHM]*\\d+(\\.\\d{1,3})?S)\"", "\"a duration\"")
			.replaceAll("(\"statistic\":\"[A-Z_]+\",\"value\":)[\\d.E-]+", "$1\"a number\""));
	}

	private static RegisteredFunction function(String name) {
		return new RegisteredFunction(0, name, FunctionKind.RPC, ResolvableType.NONE, List.of());
	}

	/**
	 * A web application with workers.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebApplication {

	}

}
