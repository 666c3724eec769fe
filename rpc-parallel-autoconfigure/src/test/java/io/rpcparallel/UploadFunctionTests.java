package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.ServedLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Uploads to a worker that is served in this process.
 */
@LeavesNothingBehind(afterEach = false)
class UploadFunctionTests extends ServedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	// 32 wait in the worker; what is under way is part of them
	private static final int BOUND = 40;

	private final RpcFunction<Ledger, Void, List<String>> notes = master.bean("notes");

	private final UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");

	@Test
	void theAnswerComesAfterTheEndOfTheUpload() {
		assertThat(this.ledger.upload(this.sum, 1, Flux.range(0, 2000)).block(PATIENCE)).isEqualTo(1 + 1999 * 1000);
		assertThat(this.ledger.upload(this.sum, 7, Flux.empty()).block(PATIENCE)).isEqualTo(7);
	}

	@Test
	void theUploadGoesOnAfterTheAnswer() {
		UploadFunction<Ledger, String, String, String> answerFirst = master.bean("answerFirst");
		Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();
		source.tryEmitNext("first");
		assertThat(this.ledger.upload(answerFirst, "hello", source.asFlux()).block(PATIENCE)).isEqualTo("hello");
		source.tryEmitNext("second");
		source.tryEmitComplete();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.ledger.run(this.notes, null)).containsExactly("hello first",
					"hello second", "hello end"));
	}

	@Test
	void aSlowWorkerSlowsTheSource() {
		UploadFunction<Ledger, Void, Integer, Integer> takeSlowly = master.bean("takeSlowly");
		AtomicInteger emitted = new AtomicInteger();
		AtomicInteger furthestAhead = new AtomicInteger();
		CompletableFuture<Integer> upload = this.ledger
			.upload(takeSlowly, null, Flux.range(0, 150).doOnNext((each) -> emitted.incrementAndGet()))
			.toFuture();
		while (!upload.isDone()) {
			int sent = emitted.get();
			furthestAhead.accumulateAndGet(sent - (int) count("taken"), Math::max);
		}
		assertThat(upload).isCompletedWithValue(150);
		assertThat(furthestAhead.get()).isBetween(1, BOUND);
	}

	@Test
	void theSourcesErrorReachesTheFunctionAndTheCaller() {
		Flux<Integer> source = Flux.range(0, 10).concatWith(Flux.error(new IllegalArgumentException("dry")));
		assertThatIllegalArgumentException().isThrownBy(() -> this.ledger.upload(this.sum, 0, source).block(PATIENCE))
			.withMessage("dry");
		Awaitility.await().until(() -> !this.ledger.run(this.notes, null).isEmpty());
		assertThat(this.ledger.run(this.notes, null)).containsExactly("source failed: dry");
		assertThat(count("received")).isEqualTo(10);
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

	@Test
	void aSourceWithAnErrorThatReactorTakesForFatalLeavesNobodyWaiting() {
		NoClassDefFoundError fatal = new NoClassDefFoundError("com/example/Gone");
		Flux<Integer> source = Flux.range(0, 10).map((each) -> {
			if (each == 5) {
				throw fatal;
			}
			return each;
		});
		CompletableFuture<Integer> upload = this.ledger.upload(this.sum, 0, source).toFuture();
		assertThat(upload).failsWithin(PATIENCE).withThrowableThat().havingCause().isSameAs(fatal);
		Awaitility.await().until(() -> !this.ledger.run(this.notes, null).isEmpty());
		assertThat(this.ledger.run(this.notes, null)).containsExactly("source failed: com/example/Gone");
	}

	@Test
	void aFunctionMayAnswerThoughTheSourceFailed() {
		UploadFunction<Ledger, String, String, String> answerFirst = master.bean("answerFirst");
		ChannelFunction<Ledger, Void, Integer, Integer> recover = master.bean("recover");
		Flux<Integer> source = Flux.range(0, 3).concatWith(Flux.error(new IllegalArgumentException("dry")));
		assertThat(this.ledger.channel(recover, null, source).collectList().block(PATIENCE)).containsExactly(0, 1, 2,
				-1);
		assertThat(this.ledger.upload(answerFirst, "hi", Flux.error(new IllegalStateException("no"))).block(PATIENCE))
			.isEqualTo("hi");
		Awaitility.await().until(() -> this.ledger.run(this.notes, null).contains("failed"));
	}

	@Test
	void anUploadThatNobodyTakesIsCancelled() {
		UploadFunction<Ledger, Void, Integer, String> takeNothing = master.bean("takeNothing");
		AtomicInteger emitted = new AtomicInteger();
		AtomicInteger subscribed = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Integer> source = Flux.<Integer>never()
			.startWith(1)
			.doOnNext((each) -> emitted.incrementAndGet())
			.doOnSubscribe((subscription) -> subscribed.incrementAndGet())
			.doOnCancel(cancelled::incrementAndGet);
		assertThat(this.ledger.upload(takeNothing, null, source).block(PATIENCE)).isEqualTo("nothing");
		// The answer may be there before the source was subscribed to, which then never
		// is
		Awaitility.await().untilAsserted(() -> assertThat(cancelled).hasValue(subscribed.get()));
		assertThat(emitted).hasValue(0);
	}

	@Test
	void anUploadToAFunctionThatThrowsIsCancelled() {
		UploadFunction<Ledger, Void, Integer, String> refuseUpload = master.bean("refuseUpload");
		AtomicInteger subscribed = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Integer> source = Flux.<Integer>never()
			.doOnSubscribe((subscription) -> subscribed.incrementAndGet())
			.doOnCancel(cancelled::incrementAndGet);
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> this.ledger.upload(refuseUpload, null, source).block(PATIENCE))
			.withMessageContaining("not today");
		// The answer may be there before the source was subscribed to, which then never
		// is
		Awaitility.await().untilAsserted(() -> assertThat(cancelled).hasValue(subscribed.get()));
	}

	@Test
	void anUploadOfWhichEnoughIsTakenIsCancelled() {
		UploadFunction<Ledger, Integer, Integer, Integer> takeSome = master.bean("takeSome");
		AtomicInteger emitted = new AtomicInteger();
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<Integer> source = Flux.range(0, 10_000_000)
			.doOnNext((each) -> emitted.incrementAndGet())
			.doOnCancel(() -> cancelled.set(true));
		assertThat(this.ledger.upload(takeSome, 10, source).block(PATIENCE)).isEqualTo(10);
		Awaitility.await().untilTrue(cancelled);
		assertThat(emitted.get()).isBetween(10, 10 + BOUND);
	}

	@Test
	void anElementAboveTheLimitFailsTheUploadAndNotTheConnection() {
		UploadFunction<Ledger, String, String, String> answerFirst = master.bean("answerFirst");
		ChannelFunction<Ledger, Void, String, Integer> lengths = master.bean("blockWhenRequested");
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(
				() -> this.ledger.channel(lengths, null, Flux.just("x".repeat(1024 * 1024 + 1))).blockLast(PATIENCE))
			.withMessageContaining("An element for function 'blockWhenRequested'");
		assertThat(this.ledger.upload(answerFirst, "still", Flux.empty()).block(PATIENCE)).isEqualTo("still");
	}

	@Test
	void aConnectionThatEndsDuringAnUploadLeavesTheWorkerAlone() {
		WorkerConnection<Ledger> other = master.workers().connect(this.ledger.worker());
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<Integer> upload = other
			.upload(this.sum, 0, Flux.range(0, 5).concatWith(Flux.never()).doOnCancel(() -> cancelled.set(true)))
			.toFuture();
		Awaitility.await().until(() -> count("received") == 5);
		other.close();
		assertThat(upload).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(WorkerLostException.class);
		Awaitility.await().untilTrue(cancelled);
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

}
