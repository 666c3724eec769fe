package io.rpcparallel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Deadlines of calls on workers that are served in this process.
 */
@LeavesNothingBehind(afterEach = false)
@ExtendWith(OutputCaptureExtension.class)
class DeadlinesTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static TestMaster master;

	private final Stage stage = master.bean("stage");

	private final StatelessRpcFunction<String, String> act = master.bean("act");

	private final AsyncRpcFunction<Object, String, String> actLater = master.bean("actLater");

	private final UploadFunction<Object, String, String, String> gather = master.bean("gather");

	private final StreamFunction<Object, Integer, String> tick = master.bean("tick");

	private final OneWayFunction<Object, String> tell = master.bean("tell");

	private WorkerConnection<Object> worker = serve(SpawnOptions.defaults().withName("timely"));

	@BeforeAll
	static void start() {
		master = TestMaster.start(Functions.class, "rpc-parallel.calls.deadline=20s",
				"rpc-parallel.worker.deadline-grace=100ms");
	}

	@AfterAll
	static void end() {
		master.close();
	}

	@BeforeEach
	void clear() {
		this.stage.notes.clear();
	}

	private static WorkerConnection<Object> serve(SpawnOptions options) {
		return master.workers().connect(master.workers().serve(options));
	}

	@Test
	void aFunctionKnowsItsCall() {
		assertThat(this.worker.run(this.act, "describe", LONG)).isEqualTo("act on timely within 30 s");
		assertThat(this.worker.run(this.actLater, "describe", LONG)).isEqualTo("actLater on timely within 30 s");
		assertThat(this.worker.run(this.act, "describe")).isEqualTo("act on timely within 20 s");
		assertThat(this.worker.run(this.actLater, "describe")).isEqualTo("actLater on timely within 20 s");
		assertThat(this.worker.upload(this.gather, "describe", Flux.empty()).block(LONG))
			.isEqualTo("gather on timely within 20 s, gather on timely within 20 s");
		assertThat(CallContext.current()).isEmpty();
	}

	@Test
	void streamsAndMessagesKnowTheirCallsAndHaveNoDeadline() throws InterruptedException {
		assertThat(this.worker.stream(this.tick, 1).collectList().block(LONG)).containsExactly("tick on timely",
				"tick on timely");
		this.worker.send(this.tell, "describe");
		assertThat(this.stage.notes.poll(20, TimeUnit.SECONDS)).isEqualTo("tell on timely");
	}

	@Test
	void theDeadlineOfTheSpawnOptionsWinsOverThePropertyAndThatOfTheCallOverBoth() {
		WorkerConnection<Object> hasty = serve(SpawnOptions.defaults().withName("hasty").withDeadline(SHORT));
		assertTimeout(() -> hasty.run(this.act, "block"), "act");
		assertTimeout(() -> hasty.run(this.actLater, "never"), "actLater");
		assertTimeout(() -> hasty.upload(this.gather, "never", Flux.never()).block(LONG), "gather");
		assertThat(hasty.run(this.act, "describe", LONG)).isEqualTo("act on hasty within 30 s");
		assertThat(hasty.stream(this.tick, 4).count().block(LONG)).isEqualTo(5);
	}

	private static void assertTimeout(ThrowingCallable call, String function) {
		assertThatExceptionOfType(WorkerTimeoutException.class).isThrownBy(call).satisfies((ex) -> {
			assertThat(ex.getFunctionName()).isEqualTo(function);
			assertThat(ex.getTimeout()).isEqualTo(SHORT);
			assertThat(ex.getWorkerName()).isEqualTo("hasty");
		});
	}

	@Test
	@Tag("B10")
	void whatHasNoTimeLeftIsNotRun() {
		for (int i = 0; i < 50; i++) {
			assertThatExceptionOfType(WorkerTimeoutException.class)
				.isThrownBy(() -> this.worker.run(this.act, "note", Duration.ofNanos(1)));
		}
		assertThat(this.worker.run(this.act, "describe")).isEqualTo("act on timely within 20 s");
		assertThat(this.stage.notes).isEmpty();
	}

	@Test
	@Tag("B15")
	void theTimeBetweenElementsIsLimitedByReactor() throws InterruptedException {
		StepVerifier.create(this.worker.stream(this.tick, 0).timeout(Duration.ofMillis(500)))
			.expectNext("tick on timely")
			.verifyError(TimeoutException.class);
		assertThat(this.stage.notes.poll(20, TimeUnit.SECONDS)).isEqualTo("stalled");
	}

	@Test
	void aFunctionThatAsksMayStopByItself() throws InterruptedException {
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> this.worker.run(this.act, "poll", SHORT));
		assertThat(this.stage.notes.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
		assertThat(this.worker.run(this.act, "describe", LONG)).isEqualTo("act on timely within 30 s");
	}

	@Test
	void anUploadThatBlocksIsInterruptedAtItsDeadline() throws InterruptedException {
		WorkerConnection<Object> hasty = serve(SpawnOptions.defaults().withName("hasty").withDeadline(SHORT));
		assertTimeout(() -> hasty.upload(this.gather, "block", Flux.never()).block(LONG), "gather");
		assertThat(this.stage.notes.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
		assertThat(hasty.upload(this.gather, "describe", Flux.empty()).block(LONG)).startsWith("gather on hasty");
	}

	@Test
	void aServedWorkerWhoseThreadIsHeldEndsItsCallsAndSaysSo(CapturedOutput output) throws InterruptedException {
		overdue((timeout) -> assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> this.worker.run(this.act, "hold", timeout)));
		Awaitility.await()
			.untilAsserted(() -> assertThat(output)
				.contains("Worker 'timely' ends, and as it is served in this process, where no thread can be ended")
				.contains("\"rpc-parallel-timely-call-1\"", "Stage.act"));
	}

	@Test
	void anUploadThatHoldsAThreadEndsItsWorkerToo() throws InterruptedException {
		this.worker = serve(SpawnOptions.defaults().withName("timely-too").withDeadline(SHORT));
		overdue((timeout) -> assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> this.worker.upload(this.gather, "hold", Flux.never()).block(LONG)));
	}

	@Test
	void anUploadThatHoldsAThreadForElementsEndsItsWorkerToo() throws InterruptedException {
		this.worker = serve(SpawnOptions.defaults().withName("timely-too").withDeadline(SHORT));
		overdue((timeout) -> assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> this.worker.upload(this.gather, "each", Flux.just("hold")).block(LONG)));
	}

	// Another call waits, which has all the time in the world
	private void overdue(Consumer<Duration> call) throws InterruptedException {
		CompletableFuture<Void> holding = CompletableFuture.runAsync(() -> call.accept(SHORT));
		try {
			assertThat(this.stage.notes.poll(20, TimeUnit.SECONDS)).isEqualTo("holds");
			CompletableFuture<String> neighbour = this.worker.submit(this.act, "describe", LONG).toFuture();
			assertThat(holding).succeedsWithin(LONG);
			assertThat(neighbour).failsWithin(LONG)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(WorkerLostException.class)
				.withMessageContaining("still held thread")
				.withMessageContaining("are collateral")
				.withMessageContaining("'" + this.worker.worker().name() + "'");
			assertThat(this.worker.isOpen()).isFalse();
		}
		finally {
			this.stage.release.release();
		}
	}

	/**
	 * What the functions do and have done.
	 */
	static class Stage {

		private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

		private final Semaphore release = new Semaphore(0);

		String act(String what) throws InterruptedException {
			switch (what) {
				case "note" -> this.notes.add("noted");
				case "block" -> block();
				case "poll" -> poll(CallContext.current().orElseThrow());
				case "hold" -> {
					this.notes.add("holds");
					this.release.acquireUninterruptibly();
				}
				default -> {
					return describe(CallContext.current());
				}
			}
			return what;
		}

		private void block() throws InterruptedException {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.notes.add("interrupted");
				throw ex;
			}
		}

		private void poll(CallContext context) {
			while (!context.isCancelled()) {
				Thread.onSpinWait();
			}
			this.notes.add("stopped");
		}

		// In whole seconds, of which less than one may have passed
		static String describe(Optional<CallContext> context) {
			return context
				.map((call) -> "%s on %s%s".formatted(call.functionName(), call.workerName(),
						call.remaining().map((time) -> " within %d s".formatted(time.toSeconds() + 1)).orElse("")))
				.orElse("no call");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Functions {

		@Bean
		Stage stage() {
			return new Stage();
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> act(Stage stage) {
			return stage::act;
		}

		@Bean
		@WorkerFunction
		AsyncRpcFunction<Object, String, String> actLater() {
			return (state, what) -> what.equals("never") ? Mono.never()
					: Mono.deferContextual((context) -> Mono.just(Stage.describe(CallContext.of(context))));
		}

		@Bean
		@WorkerFunction
		UploadFunction<Object, String, String, String> gather(Stage stage) {
			return (state, what, updates) -> {
				if (what.equals("each")) {
					return updates.concatMap((each) -> Mono.fromCallable(() -> stage.act(each))).last();
				}
				if (what.equals("never")) {
					return updates.then(Mono.just("over"));
				}
				String done = stage.act(what);
				return Mono.deferContextual(
						(context) -> Mono.just("%s, %s".formatted(done, Stage.describe(CallContext.of(context)))));
			};
		}

		@Bean
		@WorkerFunction
		StreamFunction<Object, Integer, String> tick(Stage stage) {
			return (state, count) -> {
				String now = Stage.describe(CallContext.current());
				if (count == 0) {
					return Flux.<String>never().startWith(now).doOnCancel(() -> stage.notes.add("stalled"));
				}
				return Flux.deferContextual((context) -> Flux.interval(Duration.ofMillis(100))
					.take(count)
					.map((number) -> Stage.describe(CallContext.of(context)))
					.startWith(now));
			};
		}

		@Bean
		@WorkerFunction
		OneWayFunction<Object, String> tell(Stage stage) {
			return (state, what) -> stage.notes.add(stage.act(what));
		}

	}

}
