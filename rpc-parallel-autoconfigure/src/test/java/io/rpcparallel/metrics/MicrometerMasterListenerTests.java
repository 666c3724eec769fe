package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.CrashCause;
import io.rpcparallel.master.SpawnStart;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MicrometerMasterListener}.
 */
class MicrometerMasterListenerTests {

	private static final Duration TIME = Duration.ofMillis(20);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final MicrometerMasterListener listener = new MicrometerMasterListener(this.registry,
			new WorkerSlots(this.registry, new WorkerTable(Duration.ZERO), 16));

	@Test
	void spawnsAreTimedByOutcomeAndStartAndAllAreThereFromTheStart() {
		assertThat(spawns("success", "cold").count()).isZero();
		assertThat(spawns("failure", "standby").count()).isZero();
		this.listener.spawned("one", SpawnStart.COLD, TIME, null);
		this.listener.spawned("two", SpawnStart.COLD, TIME, null);
		this.listener.spawned("three", SpawnStart.CACHED, TIME, null);
		this.listener.spawned("four", SpawnStart.STANDBY, TIME, new IllegalStateException());
		assertThat(spawns("success", "cold").count()).isEqualTo(2);
		assertThat(spawns("success", "cold").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
		assertThat(spawns("success", "cached").count()).isEqualTo(1);
		assertThat(spawns("failure", "standby").count()).isEqualTo(1);
		assertThat(spawns("success", "standby").count()).isZero();
	}

	@Test
	void deathsAreCountedByCauseAndEndsInGoodOrderAreNot() {
		this.listener.ended("one", CrashCause.KILLED);
		this.listener.ended("two", CrashCause.KILLED);
		this.listener.ended("three", CrashCause.HEAP_EXHAUSTED);
		this.listener.ended("four", null);
		assertThat(deaths("killed")).isEqualTo(2);
		assertThat(deaths("heap-exhausted")).isEqualTo(1);
		assertThat(deaths("silent")).isZero();
	}

	@Test
	void silencesAreTimedWhenTheyAreOver() {
		Timer silences = this.registry.get("rpc.parallel.silences").timer();
		this.listener.suspected("one", TIME);
		assertThat(silences.count()).isZero();
		this.listener.heardAgain("one", TIME.multipliedBy(2));
		assertThat(silences.count()).isEqualTo(1);
		assertThat(silences.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
	}

	@Test
	void aStandbyHasMetersOfItsOwnBeforeItIsHandedOut() {
		WorkerTable table = new WorkerTable(Duration.ZERO);
		MicrometerMasterListener own = new MicrometerMasterListener(this.registry,
				new WorkerSlots(this.registry, table, 1));
		TestWorker.up(table, "one", 1).heard(0, 3000, 2000L);
		own.standby("one");
		assertThat(this.registry.get("rpc.parallel.worker.memory.heap").tag("slot", "0").gauge().value())
			.isEqualTo(3000);
	}

	@Test
	@Tag("G7")
	void workersThatComeAndGoAddNoMeters() {
		int before = this.registry.getMeters().size();
		for (int i = 0; i < 10_000; i++) {
			this.listener.spawned("worker-" + i, SpawnStart.COLD, TIME, null);
			this.listener.ended("worker-" + i, CrashCause.values()[i % CrashCause.values().length]);
		}
		assertThat(this.registry.getMeters()).hasSize(before);
	}

	private Timer spawns(String outcome, String start) {
		return this.registry.get("rpc.parallel.spawns").tags("outcome", outcome, "start", start).timer();
	}

	private double deaths(String cause) {
		return this.registry.get("rpc.parallel.deaths").tag("cause", cause).counter().count();
	}

}
