package io.rpcparallel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
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

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=health,workers",
			"rpc-parallel.rpc.heartbeat-interval=200ms", "rpc-parallel.health.heartbeat-limit=10s",
			"rpc-parallel.launch.stdout=discard", "rpc-parallel.launch.stderr=discard" };

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	void aWorkerIsUpWithItsPidAndGoesWithItsConnection() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, PROPERTIES)) {
			assertThat(health(master).getStatus()).isEqualTo(Status.UP);
			try (WorkerConnection<Counter> counter = spawn(master)) {
				assertThat(details(master, "counter")).containsEntry("pid", counter.worker().pid())
					.containsEntry("id", counter.worker().id())
					.containsEntry("state", "up")
					.containsEntry("served", false)
					.doesNotContainKey("reason");
				assertThat(master.context().getBean(WorkersEndpoint.class).workers().workers()).singleElement()
					.satisfies((worker) -> assertThat(worker.pid()).isEqualTo(counter.worker().pid()));
			}
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> master.context().getBean(WorkersEndpoint.class).workers().workers().isEmpty());
			assertThat(health(master).getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void heartbeatsKeepComingAndTellOfTheCallsInFlight() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, PROPERTIES);
				WorkerConnection<Counter> counter = spawn(master)) {
			StatelessRpcFunction<String, String> sleep = master.bean("sleep");
			Disposable call = counter.submit(sleep, "").subscribe();
			Awaitility.await().atMost(PATIENCE).until(() -> details(master, "counter").get("inFlight").equals(1));
			// The last one can only be that young if there was another after it was old
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> lastHeartbeat(master).compareTo(Duration.ofMillis(100)) > 0);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> lastHeartbeat(master).compareTo(Duration.ofMillis(100)) < 0);
			call.dispose();
		}
	}

	@Test
	void aWorkerThatIsKilledIsDownAndSaysWhy() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, PROPERTIES);
				WorkerConnection<Counter> counter = spawn(master)) {
			ProcessHandle.of(counter.worker().pid()).orElseThrow().destroyForcibly();
			Awaitility.await().atMost(PATIENCE).until(() -> health(master).getStatus().equals(Status.DOWN));
			assertThat(details(master, "counter")).containsEntry("state", "lost")
				.containsEntry("pid", counter.worker().pid());
			assertThat((String) details(master, "counter").get("reason")).contains("137");
		}
	}

	@Test
	void aLostWorkerIsForgottenAfterTheRetention() {
		try (TestMaster master = TestMaster.start(CounterApplication.class,
				"management.endpoints.web.exposure.include=health,workers", "rpc-parallel.health.lost-retention=3s",
				"rpc-parallel.launch.stdout=discard", "rpc-parallel.launch.stderr=discard");
				WorkerConnection<Counter> counter = spawn(master)) {
			ProcessHandle.of(counter.worker().pid()).orElseThrow().destroyForcibly();
			Awaitility.await().atMost(PATIENCE).until(() -> health(master).getStatus().equals(Status.DOWN));
			Awaitility.await().atMost(PATIENCE).until(() -> health(master).getStatus().equals(Status.UP));
		}
	}

	@Test
	void spawnsAndCallsAreTimed() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, PROPERTIES)) {
			RpcFunction<Counter, Integer, Integer> add = master.bean("add");
			StatelessRpcFunction<String, String> fail = master.bean("fail");
			try (WorkerConnection<Counter> counter = spawn(master)) {
				counter.run(add, 1);
				counter.run(add, 2);
				assertThatExceptionOfType(RemoteFunctionException.class).isThrownBy(() -> counter.run(fail, "no"));
			}
			assertThat(timer(master, "rpc.parallel.spawns", "outcome", "success").count()).isEqualTo(1);
			assertThat(timer(master, "rpc.parallel.spawns", "outcome", "success").totalTime(TimeUnit.SECONDS))
				.isPositive();
			assertThat(timer(master, "rpc.parallel.calls", "function", "add", "outcome", "success").count())
				.isEqualTo(2);
			assertThat(timer(master, "rpc.parallel.calls", "function", "fail", "outcome", "threw").count())
				.isEqualTo(1);
		}
	}

	@Test
	void aSpawnThatFailedIsTimedAndItsWorkerIsNotShownAsStarting() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, PROPERTIES)) {
			SpawnOptions options = SpawnOptions.defaults().withJvmArguments("--no-such-option");
			assertThatExceptionOfType(WorkerStartException.class)
				.isThrownBy(() -> master.workers().spawn(counterType(master), 5, options));
			assertThat(timer(master, "rpc.parallel.spawns", "outcome", "failure").count()).isEqualTo(1);
			assertThat(master.context()
				.getBean(MeterRegistry.class)
				.get("rpc.parallel.workers")
				.tag("state", "starting")
				.gauge()
				.value()).isZero();
		}
	}

	@Test
	void aWorkerThatIsServedIsUp() {
		try (TestMaster master = TestMaster.start(CounterApplication.class, PROPERTIES)) {
			Worker<Counter> served = master.workers().serve(counterType(master), 5);
			assertThat(details(master, served.name())).containsEntry("served", true).containsEntry("state", "up");
			master.workers().shutdown(served);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> master.context().getBean(WorkersEndpoint.class).workers().workers().isEmpty());
		}
	}

	private static WorkerConnection<Counter> spawn(TestMaster master) {
		return master.workers().spawn(counterType(master), 5, SpawnOptions.defaults().withName("counter"));
	}

	private static WorkerType<Counter, Integer> counterType(TestMaster master) {
		return master.bean("counter");
	}

	private static HealthDescriptor health(TestMaster master) {
		return master.context().getBean(HealthEndpoint.class).healthForPath("rpcParallel");
	}

	private static Map<String, Object> details(TestMaster master, String worker) {
		return ((IndicatedHealthDescriptor) master.context()
			.getBean(HealthEndpoint.class)
			.healthForPath("rpcParallel", worker)).getDetails();
	}

	private static Duration lastHeartbeat(TestMaster master) {
		return (Duration) details(master, "counter").get("lastHeartbeat");
	}

	private static Timer timer(TestMaster master, String name, String... tags) {
		return master.context().getBean(MeterRegistry.class).get(name).tags(tags).timer();
	}

}
