package io.rpcparallel.demo.census;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.actuate.WorkersEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter alone is enough to see the workers of the application and to time their
 * calls.
 */
@SpringBootTest(args = { "--census.workers=0", "--census.path=target/classes" },
		properties = "management.endpoints.web.exposure.include=health,workers")
class WatchedWorkersIntegrationTests {

	@Autowired
	private WorkerOperations workers;

	@Autowired
	private CountClasses countClasses;

	@Autowired
	private HealthEndpoint health;

	@Autowired
	private WorkersEndpoint endpoint;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Timings timings;

	@Test
	void aWorkerIsSeenWhileItLivesAndItsCallsAreTimed() {
		Source jar = Source.of(Source.Kind.JAR,
				ClassReader.class.getProtectionDomain().getCodeSource().getLocation().getPath(), 0);
		try (WorkerConnection<Object> worker = this.workers.spawn(SpawnOptions.defaults().withName("watched"))) {
			worker.run(this.countClasses, jar);
			IndicatedHealthDescriptor seen = (IndicatedHealthDescriptor) this.health.healthForPath("rpcParallel",
					"watched");
			assertThat(seen.getStatus()).isEqualTo(Status.UP);
			assertThat(seen.getDetails()).containsEntry("pid", worker.worker().pid());
			assertThat(this.endpoint.workers().workers()).extracting(WorkersEndpoint.WorkerDescriptor::pid)
				.containsExactly(worker.worker().pid());
		}
		assertThat(this.meters.get("rpc.parallel.call")
			.tags("function", "countClasses", "kind", "rpc", "side", "caller", "outcome", "success")
			.timer()
			.count()).isEqualTo(1);
		assertThat(this.timings.text()).contains("rpc.parallel.spawns (cold, success)",
				"rpc.parallel.call (countClasses, success)");
	}

}
