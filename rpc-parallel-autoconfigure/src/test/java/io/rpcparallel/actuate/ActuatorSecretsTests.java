package io.rpcparallel.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all endpoints of Actuator together tell of a worker.
 */
@LeavesNothingBehind
class ActuatorSecretsTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	@Tag("F6")
	void noEndpointTellsTheSecretOfAWorker() throws Exception {
		try (TestMaster master = TestMaster.start(CounterApplication.class, "spring.main.web-application-type=servlet",
				"server.port=0", "management.endpoints.web.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.endpoint.health.show-details=always")) {
			WorkerType<Counter, Integer> counter = master.bean("counter");
			RpcFunction<Counter, Integer, Integer> add = master.bean("add");
			Worker<Counter> worker = master.workers().serve(counter, 1);
			try (WorkerConnection<Counter> connection = master.workers().connect(worker)) {
				connection.run(add, 1);
			}
			String all = "http://localhost:%s/actuator"
				.formatted(master.context().getEnvironment().getProperty("local.server.port"));
			List<String> endpoints = endpoints(get(all));
			assertThat(endpoints).anyMatch((each) -> each.endsWith("/workers"))
				.anyMatch((each) -> each.endsWith("/env"))
				.anyMatch((each) -> each.endsWith("/beans"))
				.anyMatch((each) -> each.endsWith("/threaddump"));
			assertThat(get(all + "/workers")).contains(worker.id().toString());
			assertThat(get(all + "/workers/" + worker.id())).contains("assignment").doesNotContain(worker.secret());
			for (String endpoint : endpoints) {
				assertThat(get(endpoint)).as(endpoint).doesNotContain(worker.secret());
			}
		}
	}

	// Without the image of the whole memory, which has everything that is in it
	private static List<String> endpoints(String links) {
		List<String> endpoints = new ArrayList<>();
		for (JsonNode link : JsonMapper.shared().readTree(links).get("_links")) {
			String address = link.get("href").asString();
			if (!link.get("templated").asBoolean() && !address.endsWith("/heapdump")) {
				endpoints.add(address);
			}
		}
		return endpoints;
	}

	private String get(String address) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString()).body();
	}

}
