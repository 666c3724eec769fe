package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import reactor.core.Disposable;

import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Health, endpoint and meters of workers that are processes.
 */
@LeavesNothingBehind
class HeartbeatHealthIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final TestMaster master = TestMaster.start(CounterApplication.class,
			"management.endpoints.web.exposure.include=health,workers", "rpc-parallel.rpc.heartbeat-interval=200ms",
			"rpc-parallel.health.heartbeat-limit=10s", "rpc-parallel.health.lost-retention=3s",
			"rpc-parallel.launch.stdout=discard", "rpc-parallel.launch.stderr=discard");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void aWorkerIsUpWithItsPidAndItsCallsAndGoesWhenAnOperatorEndsIt() {
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		try (WorkerConnection<Counter> counter = spawn()) {
			assertThat(details("counter")).containsEntry("pid", counter.worker().pid())
				.containsEntry("id", counter.worker().id())
				.containsEntry("state", "up")
				.containsEntry("served", false)
				.doesNotContainKey("reason");
			assertThat(workers()).singleElement()
				.satisfies((worker) -> assertThat(worker.pid()).isEqualTo(counter.worker().pid()));
			heartbeatsTellOfCallsInFlight(counter);
			spawnsAndCallsAreTimed(counter);
			WorkersEndpoint endpoint = this.master.context().getBean(WorkersEndpoint.class);
			assertThat(endpoint.end("counter", null).killed()).isFalse();
			Awaitility.await().atMost(PATIENCE).until(() -> workers().isEmpty());
			assertThat(counter.closed().block(PATIENCE)).isEqualTo(CloseReason.CLOSED_HERE);
			assertThat(endpoint.workers().lost()).isEmpty();
		}
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	private void heartbeatsTellOfCallsInFlight(WorkerConnection<Counter> counter) {
		StatelessRpcFunction<String, String> sleep = this.master.bean("sleep");
		Disposable call = counter.submit(sleep, "").subscribe();
		Awaitility.await().atMost(PATIENCE).until(() -> details("counter").get("inFlight").equals(1));
		// The last one can only be that young if there was another after it was old
		Awaitility.await().atMost(PATIENCE).until(() -> lastHeartbeat().compareTo(Duration.ofMillis(100)) > 0);
		Awaitility.await().atMost(PATIENCE).until(() -> lastHeartbeat().compareTo(Duration.ofMillis(100)) < 0);
		call.dispose();
	}

	private void spawnsAndCallsAreTimed(WorkerConnection<Counter> counter) {
		RpcFunction<Counter, Integer, Integer> add = this.master.bean("add");
		StatelessRpcFunction<String, String> fail = this.master.bean("fail");
		counter.run(add, 1);
		counter.run(add, 2);
		assertThatExceptionOfType(RemoteFunctionException.class).isThrownBy(() -> counter.run(fail, "no"));
		Timer spawns = timer("rpc.parallel.spawns", "outcome", "success", "start", "cold");
		assertThat(spawns.count()).isEqualTo(1);
		assertThat(spawns.totalTime(TimeUnit.SECONDS)).isPositive();
		assertThat(timer("rpc.parallel.call", "function", "add", "outcome", "success").count()).isEqualTo(2);
		assertThat(timer("rpc.parallel.call", "function", "fail", "outcome", "threw").count()).isEqualTo(1);
		MeterRegistry meters = this.master.context().getBean(MeterRegistry.class);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> meters.get("rpc.parallel.worker.memory.resident").tag("slot", "0").gauge().value() > 1e6);
		assertThat(meters.get("rpc.parallel.worker.memory.heap").gauge().value()).isPositive();
		assertThat(meters.get("rpc.parallel.worker.heartbeat.age").timeGauge().value(TimeUnit.SECONDS)).isBetween(0.0,
				PATIENCE.toSeconds() * 1.0);
		assertThat(meters.get("rpc.parallel.data.sent").functionCounter().count()).isPositive();
		assertThat(meters.get("rpc.parallel.data.received").functionCounter().count()).isPositive();
	}

	@Test
	void aWorkerThatIsKilledIsDownSaysWhyAndIsForgottenAfterTheRetention() {
		try (WorkerConnection<Counter> counter = spawn()) {
			ProcessHandle.of(counter.worker().pid()).orElseThrow().destroyForcibly();
			Awaitility.await().atMost(PATIENCE).until(() -> health().getStatus().equals(Status.DOWN));
			assertThat(details("counter")).containsEntry("state", "lost").containsEntry("pid", counter.worker().pid());
			assertThat((String) details("counter").get("reason")).contains("137");
			MeterRegistry meters = this.master.context().getBean(MeterRegistry.class);
			assertThat(meters.get("rpc.parallel.deaths").tag("cause", "killed").counter().count()).isEqualTo(1);
			assertThat(meters.find("rpc.parallel.worker.memory.resident").gauges()).isEmpty();
			Awaitility.await().atMost(PATIENCE).until(() -> health().getStatus().equals(Status.UP));
		}
	}

	@Test
	void aSpawnThatFailedIsTimedAndItsWorkerIsNotShownAsStarting() {
		SpawnOptions options = SpawnOptions.defaults().withJvmArguments("--no-such-option");
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> this.master.workers().spawn(counterType(), 5, options));
		assertThat(timer("rpc.parallel.spawns", "outcome", "failure", "start", "cold").count()).isEqualTo(1);
		assertThat(this.master.context()
			.getBean(MeterRegistry.class)
			.get("rpc.parallel.workers")
			.tag("state", "starting")
			.gauge()
			.value()).isZero();
	}

	@Test
	void aWorkerThatIsServedIsUp() {
		Worker<Counter> served = this.master.workers().serve(counterType(), 5);
		assertThat(details(served.name())).containsEntry("served", true)
			.containsEntry("state", "up")
			.doesNotContainKey("lastHeartbeat");
		this.master.workers().shutdown(served);
		Awaitility.await().atMost(PATIENCE).until(() -> workers().isEmpty());
	}

	private WorkerConnection<Counter> spawn() {
		return this.master.workers().spawn(counterType(), 5, SpawnOptions.defaults().withName("counter"));
	}

	private WorkerType<Counter, Integer> counterType() {
		return this.master.bean("counter");
	}

	private List<WorkersEndpoint.WorkerDescriptor> workers() {
		return this.master.context().getBean(WorkersEndpoint.class).workers().workers();
	}

	private HealthDescriptor health() {
		return this.master.context().getBean(HealthEndpoint.class).healthForPath("rpcParallel");
	}

	private Map<String, Object> details(String worker) {
		return ((IndicatedHealthDescriptor) this.master.context()
			.getBean(HealthEndpoint.class)
			.healthForPath("rpcParallel", worker)).getDetails();
	}

	private Duration lastHeartbeat() {
		return (Duration) details("counter").get("lastHeartbeat");
	}

	private Timer timer(String name, String... tags) {
		return this.master.context().getBean(MeterRegistry.class).get(name).tags(tags).timer();
	}

}
