package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The master's streams for a worker that handles each element where it arrives.
 */
@LeavesNothingBehind(afterEach = false)
class ReverseDirectPipeIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static TestMaster master;

	private static WorkerConnection<Ledger> worker;

	private final RpcFunction<Ledger, Void, List<String>> notes = master.bean("notes");

	private final UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");

	@BeforeAll
	static void start() {
		master = TestMaster.start(KindsApplication.class);
		spawn();
	}

	private static void spawn() {
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		worker = master.workers().spawn(type, 5);
	}

	@AfterAll
	static void close() {
		worker.close();
		master.close();
	}

	@Test
	void theAnswerComesBeforeTheEndOfTheStreamWhichGoesOn() {
		UploadFunction<Ledger, String, String, String> answerFirst = master.bean("answerFirst");
		Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();
		assertThat(worker.upload(answerFirst, "hello", source.asFlux()).block(PATIENCE)).isEqualTo("hello");
		source.tryEmitNext("one");
		source.tryEmitNext("two");
		source.tryEmitComplete();
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(worker.run(this.notes, null)).contains("hello one", "hello two", "hello end"));
	}

	@Test
	void whatTheSourceThrowsReachesTheFunctionAndTheCaller() {
		Flux<Integer> source = Flux.range(0, 3).concatWith(Flux.error(new IllegalArgumentException("dry")));
		assertThatIllegalArgumentException().isThrownBy(() -> worker.upload(this.sum, 0, source).block(PATIENCE))
			.withMessage("dry");
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(worker.run(this.notes, null)).contains("source failed: dry"));
	}

	@Test
	void aStreamThatNobodyTakesIsCancelled() {
		UploadFunction<Ledger, Void, Integer, String> takeNothing = master.bean("takeNothing");
		AtomicInteger subscribed = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Integer> source = Flux.<Integer>never()
			.doOnSubscribe((subscription) -> subscribed.incrementAndGet())
			.doOnCancel(cancelled::incrementAndGet);
		assertThat(worker.upload(takeNothing, null, source).block(PATIENCE)).isEqualTo("nothing");
		// The answer may be there before the source was subscribed to, which then never
		// is
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(cancelled).hasValue(subscribed.get()));
	}

	@Test
	void theSourceIsCancelledWhenItsWorkerIsKilled() {
		RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");
		long before = worker.run(counts, null).getOrDefault("received", 0L);
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<Integer> upload = worker
			.upload(this.sum, 0,
					Flux.interval(Duration.ofMillis(5))
						.onBackpressureDrop()
						.map(Long::intValue)
						.doOnCancel(() -> cancelled.set(true)))
			.toFuture();
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> worker.run(counts, null).getOrDefault("received", 0L) > before + 2);
		ProcessHandle.of(worker.worker().pid()).orElseThrow().destroyForcibly();
		assertThat(upload).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WorkerLostException.class);
		Awaitility.await().atMost(PATIENCE).untilTrue(cancelled);
		spawn();
	}

}
