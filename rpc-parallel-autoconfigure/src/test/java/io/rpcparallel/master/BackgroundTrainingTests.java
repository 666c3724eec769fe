package io.rpcparallel.master;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.StartupTraining;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackgroundTraining}.
 */
class BackgroundTrainingTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final CountDownLatch running = new CountDownLatch(1);

	private final AtomicBoolean interrupted = new AtomicBoolean();

	@Test
	void aTrainingRunsAloneAndEndsWithTheEngine() throws InterruptedException {
		BackgroundTraining training = training((worker) -> untilInterrupted());
		training.after(plan());
		assertThat(this.running.await(10, TimeUnit.SECONDS)).isTrue();
		training.after(plan());
		assertThat(this.asked).hasValue(1);
		assertThat(this.interrupted).isFalse();
		training.close();
		assertThat(this.interrupted).isTrue();
		training.after(plan());
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void anotherMayFollow() {
		BackgroundTraining training = training((worker) -> this.running.countDown());
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			training.after(plan());
			return this.asked.get() == 2;
		});
		training.close();
	}

	@Test
	void aLauncherThatFailsIsNoFailureOfTheSpawn() {
		BackgroundTraining training = training(null);
		training.after(plan());
		assertThat(this.asked).hasValue(1);
		training.close();
	}

	private void untilInterrupted() {
		this.running.countDown();
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			this.interrupted.set(true);
		}
	}

	private BackgroundTraining training(StartupTraining training) {
		WorkerLauncher launcher = new WorkerLauncher() {

			@Override
			public LaunchedWorker launch(LaunchRequest request) {
				throw new AssertionError("Nothing is to be started");
			}

			@Override
			public Optional<StartupTraining> training(LaunchRequest request) {
				BackgroundTrainingTests.this.asked.incrementAndGet();
				if (training == null) {
					throw new IllegalStateException("broken");
				}
				return Optional.of(training);
			}

		};
		return new BackgroundTraining(launcher, (each) -> null, (plan) -> null);
	}

	private static SpawnPlan plan() {
		Duration second = Duration.ofSeconds(1);
		return new SpawnPlan("one", SpawnOptions.defaults(), null,
				new WorkerAssignment.Settings(second, second, TestSettings.rpc(), 1, 1), WorkerLifetime.EXPLICIT);
	}

}
