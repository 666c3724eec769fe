package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RpcLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Standbys}.
 */
@ExtendWith(OutputCaptureExtension.class)
@LeavesNothingBehind
class StandbysTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ExecutorService tasks = MasterThreads.unbounded("task");

	private final SpawnQueue starts = new SpawnQueue(2, this.tasks);

	private final List<Waiting> started = new CopyOnWriteArrayList<>();

	private final AtomicInteger failures = new AtomicInteger();

	private Standbys standbys = standbys(1, this.starts);

	@AfterEach
	void close() {
		this.standbys.close();
		this.starts.close();
		this.tasks.shutdown();
	}

	@Test
	void manyThatEndAtOnceAreReplacedAfterOnePause(CapturedOutput output) {
		this.standbys = standbys(6, this.starts);
		awaitStarted(6);
		List.copyOf(this.started).forEach((standby) -> standby.exit().complete(137));
		awaitStarted(12);
		assertThat(output).contains("ended with exit code 137");
	}

	@Test
	void manyThatEndAtOnceAreOneFailure(CapturedOutput output) {
		this.standbys = standbys(6, this.starts, Duration.ofHours(1));
		awaitStarted(6);
		this.started.forEach((standby) -> standby.exit().complete(137));
		assertThat(output).containsOnlyOnce("The next one starts in 3600000 ms")
			.doesNotContain("The next one starts in 7200000 ms");
	}

	@Test
	void startsThatFailAreTriedAgainUntilOneSucceeds(CapturedOutput output) {
		this.failures.set(8);
		awaitStarted(1);
		assertThat(output).contains("A standby could not be started. The next one starts in 5 ms")
			.contains("A standby could not be started. The next one starts in 640 ms");
		assertThat(this.standbys.take()).isSameAs(this.started.get(0).owner());
		awaitStarted(2);
	}

	@Test
	void standbysComeBackOnceThereAreThreadsAgain() {
		SpawnQueue exhausted = mock(SpawnQueue.class);
		given(exhausted.<ProcessOwner>submit(any(), any(), any()))
			.willReturn(Mono.error(new OutOfMemoryError("unable to create native thread")))
			.willAnswer((call) -> this.starts.submit(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
		this.standbys = standbys(1, exhausted);
		awaitStarted(1);
	}

	@Test
	void aPauseEndsAlsoWhenThereIsNoThreadToBeHad() {
		this.failures.set(1);
		this.standbys = new Standbys(1, this::start, this.starts, (task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		}, new StandbyPauses(Duration.ofMillis(5), System::nanoTime));
		awaitStarted(1);
	}

	@Test
	void oneThatIsFoundDeadIsReplacedAfterAPause(CapturedOutput output) {
		this.standbys = standbys(1, this.starts, Duration.ofHours(1));
		Waiting standby = awaitStarted(1);
		given(standby.owner().process().isAlive()).willReturn(false);
		assertThat(this.standbys.take()).isNull();
		assertThat(output).contains("Standby 'standby' (pid 4711) has ended. The next one starts in 3600000 ms");
	}

	@Test
	void aSpawnDoesNotCutAPauseShort() {
		this.standbys = standbys(1, this.starts, Duration.ofHours(1));
		awaitStarted(1);
		this.started.get(0).exit().complete(1);
		assertThat(this.standbys.take()).isNull();
		this.starts.submit("after all others", () -> "done", (ignored) -> {
		}).block(PATIENCE);
		assertThat(this.started).hasSize(1);
	}

	@Test
	void anotherWorkerIsStartedForAStandbyThatIsGone(CapturedOutput output) {
		ProcessOwner standby = awaitStarted(1).owner();
		Mono<String> handedOut = this.standbys.handOut(standby, () -> {
			throw new LostStandbyException(failure(), Duration.ofSeconds(7));
		}, (left) -> Mono.just("started within %d s".formatted(left.toSeconds() + 1)), (ignored) -> {
		});
		assertThat(handedOut.block(PATIENCE)).matches("started within [1-7] s");
		then(standby).should().close();
		assertThat(output).contains("Standby 'standby' (pid 4711) was gone when it was handed out");
	}

	@Test
	void noOtherWorkerIsStartedForOneThatMayHaveBegun() {
		ProcessOwner standby = awaitStarted(1).owner();
		Mono<String> handedOut = this.standbys.handOut(standby, () -> {
			throw failure();
		}, (left) -> Mono.just("started again"), (ignored) -> {
		});
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> handedOut.block(PATIENCE));
		then(standby).should().close();
	}

	private static WorkerStartException failure() {
		return new WorkerStartException("standby", "it ended", 137, List.of(), null);
	}

	private Standbys standbys(int size, SpawnQueue queue) {
		return standbys(size, queue, Duration.ofMillis(5));
	}

	private Standbys standbys(int size, SpawnQueue queue, Duration firstPause) {
		return new Standbys(size, this::start, queue, this.tasks, new StandbyPauses(firstPause, System::nanoTime));
	}

	private ProcessOwner start() {
		if (this.failures.getAndUpdate((left) -> Math.max(left - 1, 0)) > 0) {
			throw failure();
		}
		Waiting standby = Waiting.create();
		this.started.add(standby);
		return standby.owner();
	}

	private Waiting awaitStarted(int count) {
		this.standbys.fill();
		Awaitility.await().atMost(PATIENCE).until(() -> this.started.size() == count);
		Waiting last = this.started.get(count - 1);
		Awaitility.await().atMost(PATIENCE).until(() -> last.exit().getNumberOfDependents() > 0);
		return last;
	}

	/**
	 * A standby without a process.
	 *
	 * @param owner what is handed out
	 * @param exit ends it
	 */
	private record Waiting(ProcessOwner owner, CompletableFuture<Integer> exit) {

		static Waiting create() {
			CompletableFuture<Integer> exit = new CompletableFuture<>();
			LaunchedWorker process = mock(LaunchedWorker.class);
			given(process.pid()).willReturn(4711L);
			given(process.isAlive()).willAnswer((call) -> !exit.isDone());
			given(process.onExit()).willReturn(exit);
			UUID id = UUID.randomUUID();
			WorkerMonitor monitor = new WorkerMonitor(new WorkerTable(PATIENCE).add(id, "standby", false),
					(failure) -> {
					}, Runnable::run);
			ProcessOwner owner = mock(ProcessOwner.class);
			given(owner.process()).willReturn(process);
			given(owner.worker())
				.willReturn(new SpawnedWorker(new Worker<>(id, "standby", 4711, new WorkerAddress.Tcp("127.0.0.1", 1),
						"secret", TestSettings.rpc()), process, mock(RpcLink.class), monitor));
			return new Waiting(owner, exit);
		}

	}

}
