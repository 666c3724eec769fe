package io.rpcparallel.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerHealthIndicator}.
 */
class WorkerHealthIndicatorTests {

	private static final UUID ID = UUID.randomUUID();

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final WorkerSnapshot.Place PLACE = new WorkerSnapshot.Place(4711, "localhost", "local process");

	@Test
	void aWorkerThatIsHeardOfIsUp() {
		Health health = health(worker(WorkerState.UP, false, LIMIT, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("name", "id", "state", "served", "pid", "host", "launcher",
				"uptime", "lastHeartbeat", "inFlight", "resident", "heapUsed", "heapMax");
		assertThat(health.getDetails()).containsEntry("name", "one")
			.containsEntry("id", ID)
			.containsEntry("state", "up")
			.containsEntry("served", false)
			.containsEntry("pid", 4711L)
			.containsEntry("host", "localhost")
			.containsEntry("launcher", "local process")
			.containsEntry("resident", 90_000_000L)
			.containsEntry("heapUsed", 20_000_000L)
			.containsEntry("heapMax", 64_000_000L)
			.containsEntry("lastHeartbeat", LIMIT)
			.containsEntry("inFlight", 3);
		assertThat((Duration) health.getDetails().get("uptime")).isBetween(Duration.ofMinutes(5),
				Duration.ofMinutes(10));
	}

	@Test
	void aWorkerThatIsSilentForLongerThanTheLimitIsDown() {
		Health health = health(worker(WorkerState.UP, false, LIMIT.plusMillis(1), null));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "up")
			.containsEntry("reason", "No heartbeat for PT10.001S, which is more than PT10S");
	}

	@Test
	void aWorkerThatIsSuspectedIsUnknownUntilTheLimitAndDownThen() {
		Health suspected = health(worker(WorkerState.SUSPECT, false, LIMIT, null));
		assertThat(suspected.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(suspected.getDetails()).containsEntry("state", "suspect")
			.containsEntry("reason", "No heartbeat for PT10S");
		Health silent = health(worker(WorkerState.SUSPECT, false, LIMIT.plusMillis(1), null));
		assertThat(silent.getStatus()).isEqualTo(Status.DOWN);
		assertThat(silent.getDetails()).containsEntry("reason", "No heartbeat for PT10.001S, which is more than PT10S");
	}

	@Test
	void aWorkerThatIsServedHereNeedsNoHeartbeat() {
		Health health = health(worker(WorkerState.UP, true, LIMIT.plusSeconds(1), null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("served", true).doesNotContainKey("reason");
		assertThat(health(worker(WorkerState.UP, true, null, null)).getDetails()).doesNotContainKey("lastHeartbeat");
	}

	@ParameterizedTest
	@EnumSource(names = { "STARTING", "ENDING" })
	void aWorkerThatStartsOrEndsIsUnknownHoweverSilent(WorkerState state) {
		Health health = health(worker(state, false, LIMIT.plusSeconds(1), null));
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("state", state.name().toLowerCase()).doesNotContainKey("reason");
	}

	@ParameterizedTest
	@CsvSource({ "STARTING, OUT_OF_SERVICE", "ENDING, OUT_OF_SERVICE", "STANDBY, UNKNOWN", "SUSPECT, UNKNOWN", "UP, UP",
			"LOST, DOWN" })
	void ifThatIsWantedAWorkerThatStartsOrEndsIsOutOfService(WorkerState state, String status) {
		assertThat(new WorkerHealthIndicator(worker(state, false, LIMIT, null), LIMIT, Status.OUT_OF_SERVICE).health()
			.getStatus()).isEqualTo(new Status(status));
	}

	@Test
	void aLostWorkerIsDownAndSaysWhyAndHasNoUptime() {
		Health health = health(worker(WorkerState.LOST, false, Duration.ofNanos(1_234_567), "exit code 3"));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "lost")
			.containsEntry("reason", "exit code 3")
			.containsEntry("lastHeartbeat", Duration.ofMillis(1))
			.doesNotContainKey("uptime");
	}

	@Test
	void aStandbyTakesNothingDownHoweverSilentItIs() {
		Health health = health(worker(WorkerState.STANDBY, false, LIMIT.plusSeconds(1), null));
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("state", "standby").doesNotContainKey("reason");
	}

	@Test
	void aWorkerThatHasNoProcessYetShowsNoPid() {
		Health health = health(new WorkerSnapshot(ID, "one", WorkerState.STARTING, false, null, Instant.now(), null,
				null, 0, null, List.of(), null));
		assertThat(health.getDetails()).containsOnlyKeys("name", "id", "state", "served", "uptime", "inFlight");
	}

	private static Health health(WorkerSnapshot worker) {
		return new WorkerHealthIndicator(worker, LIMIT, Status.UNKNOWN).health();
	}

	private static WorkerSnapshot worker(WorkerState state, boolean served, Duration lastHeartbeat, String end) {
		return new WorkerSnapshot(ID, "one", state, served, PLACE, Instant.now().minusSeconds(300), lastHeartbeat,
				Duration.ofSeconds(2), 3, TestWorker.vitalSigns(3), List.of(), end);
	}

}
