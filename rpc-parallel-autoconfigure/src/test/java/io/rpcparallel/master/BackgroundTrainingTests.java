package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.StartupTraining;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RpcLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

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

	@Test
	void nobodyWaitsForALauncherThatTakesItsTimeButWhoAsksIt() throws InterruptedException {
		CountDownLatch answer = new CountDownLatch(1);
		WorkerLauncher slow = mock(WorkerLauncher.class);
		given(slow.training(any())).willAnswer((call) -> {
			this.running.countDown();
			assertThat(answer.await(10, TimeUnit.SECONDS)).isTrue();
			return Optional.<StartupTraining>of((worker) -> this.interrupted.set(true));
		});
		BackgroundTraining training = new BackgroundTraining(slow, (each) -> null, (plan) -> null);
		CompletableFuture<Void> asks = CompletableFuture.runAsync(() -> training.after(plan()));
		assertThat(this.running.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(CompletableFuture.runAsync(() -> {
			training.after(plan());
			training.close();
		})).succeedsWithin(Duration.ofSeconds(5));
		answer.countDown();
		assertThat(asks).succeedsWithin(Duration.ofSeconds(5));
		then(slow).should(times(1)).training(any());
		assertThat(this.interrupted).isFalse();
	}

	@Test
	void aWorkerThatEndsOtherwiseThanItWasToldIsAFailureWithItsExitCode() {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		LaunchedWorker process = mock(LaunchedWorker.class);
		given(process.onExit()).willReturn(CompletableFuture.completedFuture(130));
		given(process.lastLines()).willReturn(List.of());
		RpcLink link = mock(RpcLink.class);
		given(link.request(BuiltIn.SHUTDOWN, null)).willReturn(Mono.never());
		Spawner spawner = mock(Spawner.class);
		given(spawner.spawn(any(), any(), any())).willAnswer((call) -> new SpawnedWorker(new Worker<>(UUID.randomUUID(),
				"training", 1, new WorkerAddress.Tcp("127.0.0.1", 1), "secret", TestSettings.rpc()), process, link,
				call.getArgument(2)));
		BackgroundTraining training = training((worker) -> failure.complete(catchThrowable(() -> worker.accept(null))),
				spawner);
		training.after(plan());
		assertThat(failure).succeedsWithin(Duration.ofSeconds(10))
			.isInstanceOfSatisfying(WorkerLostException.class, (ex) -> assertThat(ex.getExitCode()).isEqualTo(130));
		training.close();
		then(process).should().terminate(Duration.ZERO);
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
		return training(training, null);
	}

	private BackgroundTraining training(StartupTraining training, Spawner spawner) {
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
		return new BackgroundTraining(launcher, (each) -> spawner, (plan) -> null);
	}

	private static SpawnPlan plan() {
		Duration second = Duration.ofSeconds(1);
		return new SpawnPlan("one", SpawnOptions.defaults(), null, new WorkerAssignment.Settings(second, second, second,
				second, TestSettings.rpc(), 1, 1, LogRouting.PRINTED), WorkerLifetime.EXPLICIT);
	}

}
