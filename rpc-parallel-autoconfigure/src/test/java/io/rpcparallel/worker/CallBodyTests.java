package io.rpcparallel.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallGate}, {@link CallBody} and {@link GatedSubscriber}.
 */
class CallBodyTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final CallGate gate = new CallGate(1);

	private final CallBody body = new CallBody(this.gate);

	private final Scheduler threads = Schedulers.newBoundedElastic(8, 100, "call-body-tests", 60, true);

	@AfterEach
	void close() {
		this.threads.dispose();
	}

	@Test
	void asManyAreLetInAsThereArePlaces() {
		CallGate two = new CallGate(2);
		two.enter();
		two.enter();
		CompletableFuture<Void> third = start(two::enter);
		awaitWaiting();
		assertThat(third).isNotDone();
		two.leave();
		assertThat(third).succeedsWithin(PATIENCE);
	}

	@Test
	void theOrderIsKept() {
		List<Integer> entered = new CopyOnWriteArrayList<>();
		this.gate.enter();
		for (int i = 0; i < 5; i++) {
			int number = i;
			start(() -> {
				this.gate.enter();
				entered.add(number);
				this.gate.leave();
			});
			Awaitility.await().until(() -> waiting() == number + 1);
		}
		this.gate.leave();
		Awaitility.await().until(() -> entered.size() == 5);
		assertThat(entered).containsExactly(0, 1, 2, 3, 4);
	}

	@Test
	void anElementWaitsForOthersCalls() {
		AtomicInteger delivered = new AtomicInteger();
		this.gate.enter();
		CompletableFuture<Void> delivery = start(() -> this.body.deliver(delivered::incrementAndGet));
		awaitWaiting();
		assertThat(delivered).hasValue(0);
		this.gate.leave();
		assertThat(delivery).succeedsWithin(PATIENCE);
		assertThat(delivered).hasValue(1);
	}

	@Test
	void anElementThatWaitsComesWhenItsOwnFunctionStartsToRun() {
		CountDownLatch element = new CountDownLatch(1);
		this.gate.enter();
		start(() -> this.body.deliver(element::countDown));
		awaitWaiting();
		this.body.run(() -> await(element));
		this.gate.leave();
		assertThat(element.getCount()).isZero();
	}

	@Test
	void aFunctionHasNotRunBeforeTheDeliveryInItHasEnded() {
		CountDownLatch began = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		CountDownLatch running = new CountDownLatch(1);
		this.gate.enter();
		CompletableFuture<Void> run = start(() -> this.body.run(() -> {
			running.countDown();
			await(began);
		}));
		await(running);
		start(() -> this.body.deliver(() -> {
			began.countDown();
			await(proceed);
		}));
		await(began);
		awaitWaiting();
		assertThat(run).isNotDone();
		proceed.countDown();
		assertThat(run).succeedsWithin(PATIENCE);
	}

	@Test
	void whatADeliveryThrowsLeavesTheGateOpen() {
		CompletableFuture<Void> failing = start(() -> this.body.deliver(() -> {
			throw new IllegalStateException("x");
		}));
		assertThat(failing).failsWithin(PATIENCE);
		assertThat(start(this.gate::enter)).succeedsWithin(PATIENCE);
	}

	@Test
	void elementsAndTheEndGoThroughTheGate() {
		List<String> received = new CopyOnWriteArrayList<>();
		this.gate.enter();
		start(() -> GatedSubscriber.gate(Flux.just("a", "b"), this.body, this.threads::schedule)
			.subscribe(received::add, (ex) -> received.add("error"), () -> received.add("end")));
		start(() -> GatedSubscriber
			.gate(Flux.error(new IllegalStateException("x")), new CallBody(this.gate), this.threads::schedule)
			.subscribe((each) -> received.add("?"), (ex) -> received.add("error")));
		Awaitility.await().until(() -> waiting() == 2);
		assertThat(received).isEmpty();
		this.gate.leave();
		Awaitility.await().until(() -> received.size() == 4);
		assertThat(received).containsExactlyInAnyOrder("a", "b", "end", "error").containsSubsequence("a", "b", "end");
	}

	@Test
	void whoWaitsForATurnGetsItBetweenElementsThatAreThere() {
		List<Integer> received = new CopyOnWriteArrayList<>();
		AtomicInteger before = new AtomicInteger();
		GatedSubscriber.gate(Flux.range(0, 20), this.body, this.threads::schedule).subscribe((each) -> {
			received.add(each);
			if (each == 4) {
				start(() -> {
					this.gate.enter();
					before.set(received.size());
					this.gate.leave();
				});
				Awaitility.await().until(() -> waiting() == 1);
			}
		});
		Awaitility.await().until(() -> received.size() == 20 && before.get() > 0);
		assertThat(before).hasValue(5);
		assertThat(received).isSorted();
	}

	@Test
	void moreIsRequestedOfWhatIsTakenFastThanOfWhatIsTakenSlowly() {
		AtomicInteger fast = new AtomicInteger();
		AtomicInteger slow = new AtomicInteger();
		Flux<Integer> source = Flux.range(0, 20_000);
		assertThat(GatedSubscriber
			.gate(source.doOnRequest((n) -> fast.accumulateAndGet((int) n, Math::max)), this.body,
					this.threads::schedule)
			.count()
			.block(PATIENCE)).isEqualTo(20_000);
		assertThat(GatedSubscriber
			.gate(source.doOnRequest((n) -> slow.accumulateAndGet((int) n, Math::max)), this.body,
					this.threads::schedule)
			.doOnNext((each) -> LockSupport.parkNanos(1_000_000))
			.take(100)
			.count()
			.block(PATIENCE)).isEqualTo(100);
		assertThat(fast).hasValueGreaterThan(32);
		assertThat(slow).hasValue(32);
	}

	@Test
	void whatIsTakenFastAndThenSlowlyNeverHasMoreUnderWay() {
		AtomicInteger underWay = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Flux<Integer> source = Flux.range(1, 60_000).doOnRequest((n) -> underWay.addAndGet((int) Math.max(0, n)));
		assertThat(GatedSubscriber.gate(source, this.body, this.threads::schedule).doOnNext((each) -> {
			most.accumulateAndGet(underWay.getAndDecrement(), Math::max);
			if (each % 1500 == 0) {
				LockSupport.parkNanos(8_000_000);
			}
		}).count().block(PATIENCE)).isEqualTo(60_000);
		assertThat(most).hasValueBetween(32, 1100);
	}

	// More than an int counts takes half a minute, so only the long form has so many
	@Test
	void howeverOftenAFunctionAsksForMoreItsElementsAreHandedOverByOneThread() {
		long requests = Soak.choose(0, 1) * (1L << 31) + 1000;
		AtomicInteger executed = new AtomicInteger();
		AtomicInteger received = new AtomicInteger();
		GatedSubscriber.gate(Flux.just(1, 2), this.body, (task) -> {
			executed.incrementAndGet();
			this.threads.schedule(task);
		}).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
			}

			@Override
			protected void hookOnNext(Integer element) {
				for (long i = 0; i < requests && element == 1; i++) {
					request(1);
				}
			}

			@Override
			protected void hookOnComplete() {
				received.incrementAndGet();
			}

		});
		Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> received.get() == 1);
		assertThat(executed).hasValueBetween(1, 4);
	}

	@Test
	void aDeliveryIsInterruptedWhenTheStreamIsCancelled() {
		CountDownLatch began = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Disposable stream = GatedSubscriber.gate(Flux.just(1), this.body, this.threads::schedule).subscribe((each) -> {
			began.countDown();
			try {
				interrupted.complete(new CountDownLatch(1).await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
			}
		});
		await(began);
		stream.dispose();
		assertThat(interrupted).succeedsWithin(PATIENCE).isEqualTo(true);
		assertThat(start(this.gate::enter)).succeedsWithin(PATIENCE);
	}

	@Test
	void itsSchedulerRunsWhatBelongsToTheFunction() {
		CountDownLatch element = new CountDownLatch(1);
		CompletableFuture<Long> waited = Mono.fromCallable(() -> {
			start(() -> this.body.deliver(element::countDown));
			await(element);
			return element.getCount();
		}).subscribeOn(this.body.on(this.threads)).toFuture();
		this.gate.enter();
		assertThat(waited).succeedsWithin(PATIENCE).isEqualTo(0L);
	}

	private CompletableFuture<Void> start(Runnable task) {
		return Mono.fromRunnable(task).subscribeOn(this.threads).then().toFuture();
	}

	private void awaitWaiting() {
		Awaitility.await().until(() -> waiting() > 0);
	}

	private static long waiting() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((each) -> each.getKey().getName().startsWith("call-body-tests"))
			.filter((each) -> each.getKey().getState() == Thread.State.WAITING)
			.filter((each) -> List.of(each.getValue())
				.stream()
				.anyMatch((frame) -> frame.getClassName().equals(CallGate.class.getName())))
			.count();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

}
