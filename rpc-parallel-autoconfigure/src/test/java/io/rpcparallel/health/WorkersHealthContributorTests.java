package io.rpcparallel.health;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkersHealthContributor}.
 */
class WorkersHealthContributorTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	private final WorkersHealthContributor contributor = new WorkersHealthContributor(this.table, Duration.ofMinutes(1),
			Status.UNKNOWN);

	@Test
	void withoutWorkersThereIsTheirNumberAndItIsUp() {
		assertThat(components()).isEqualTo("workers UP");
		assertThat(health("workers").getDetails()).containsExactly(Map.entry("starting", 0L), Map.entry("standby", 0L),
				Map.entry("up", 0L), Map.entry("suspect", 0L), Map.entry("ending", 0L), Map.entry("lost", 0L));
	}

	@Test
	void workersAreShownAsTheyComeAndGo() {
		TestWorker one = TestWorker.starting(this.table, "one");
		assertThat(components()).isEqualTo("workers UP, one UNKNOWN");
		TestWorker two = TestWorker.up(this.table, "two", 2);
		assertThat(components()).isEqualTo("workers UP, one UNKNOWN, two UP");
		one.ended();
		two.lost("exit code 137");
		assertThat(components()).isEqualTo("workers UP, two DOWN");
		assertThat(health("two").getDetails()).containsEntry("reason", "exit code 137");
		assertThat(health("workers").getDetails()).containsEntry("lost", 1L).containsEntry("up", 0L);
	}

	@Test
	void aWorkerIsFoundByTheNameOfItsComponent() {
		TestWorker older = TestWorker.up(this.table, "a/b", 1).lost("killed");
		TestWorker.up(this.table, "a/b", 2);
		assertThat(health("a_b").getDetails()).containsEntry("pid", 2L).containsEntry("name", "a/b");
		assertThat(health("a_b-" + older.id().toString().substring(0, 8)).getDetails()).containsEntry("pid", 1L);
		assertThat(this.contributor.getContributor("a/b")).isNull();
		assertThat(this.contributor.getContributor("")).isNull();
	}

	@Test
	void aLostWorkerIsForgottenAfterTheRetention() {
		WorkerTable forgetful = new WorkerTable(Duration.ZERO);
		TestWorker.up(forgetful, "one", 1).lost("killed");
		assertThat(new WorkersHealthContributor(forgetful, Duration.ofMinutes(1), Status.UNKNOWN).stream())
			.extracting(HealthContributors.Entry::name)
			.containsExactly("workers");
	}

	private Health health(String name) {
		return ((HealthIndicator) this.contributor.getContributor(name)).health();
	}

	private String components() {
		return this.contributor.stream().map((entry) -> {
			Status status = ((HealthIndicator) entry.contributor()).health().getStatus();
			return entry.name() + " " + status;
		}).collect(Collectors.joining(", "));
	}

}
