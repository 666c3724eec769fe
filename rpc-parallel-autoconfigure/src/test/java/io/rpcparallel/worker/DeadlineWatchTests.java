package io.rpcparallel.worker;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.OverdueCallException;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;

@LeavesNothingBehind
class DeadlineWatchTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final String THREAD = "rpc-parallel-alice-deadlines";

	private final List<OverdueCallException> overdue = new CopyOnWriteArrayList<>();

	private final DeadlineWatch watch = new DeadlineWatch("alice", SHORT, this.overdue::add);

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void aCallExpiresAtItsDeadlineAndNotBefore() {
		Call call = new Call(null);
		Deadline deadline = Deadline.after(SHORT);
		this.watch.add(call, deadline);
		Awaitility.await().until(() -> !call.expiries.isEmpty());
		assertThat(call.expiries.get(0) - deadline.at()).isNotNegative();
	}

	@Test
	void aDeadlineBeforeThatOfOthersIsNotMissed() {
		Call later = new Call(null);
		this.watch.add(later, Deadline.after(LONG));
		Awaitility.await().until(() -> isAsleep());
		Call sooner = new Call(null);
		Deadline deadline = Deadline.after(SHORT);
		this.watch.add(sooner, deadline);
		Awaitility.await().until(() -> !sooner.expiries.isEmpty());
		assertThat(sooner.expiries.get(0) - deadline.at()).isBetween(0L, Duration.ofMillis(500).toNanos());
		assertThat(later.expiries).isEmpty();
	}

	@Test
	void aCallThatEndsInTimeDoesNotExpire() {
		Call ended = new Call(null);
		Call other = new Call(null);
		this.watch.add(ended, Deadline.after(SHORT));
		this.watch.remove(ended);
		this.watch.add(other, Deadline.after(SHORT.multipliedBy(2)));
		Awaitility.await().until(() -> !other.expiries.isEmpty());
		assertThat(ended.expiries).isEmpty();
	}

	@Test
	void manyCallsExpireOnceEach() {
		List<Call> calls = IntStream.range(0, 1000).mapToObj((i) -> new Call(null)).toList();
		calls.forEach((call) -> this.watch.add(call, Deadline.after(SHORT)));
		Awaitility.await().until(() -> calls.stream().noneMatch((call) -> call.expiries.isEmpty()));
		assertThat(calls).allSatisfy((call) -> assertThat(call.expiries).hasSize(1));
		assertThat(this.overdue).isEmpty();
	}

	@Test
	void aCallThatHoldsAThreadAfterItsGraceIsToldWithWhatItDoes() {
		Thread holder = Thread.currentThread();
		this.watch.add(new Call(holder), Deadline.after(SHORT));
		this.watch.add(new Call(holder), Deadline.after(SHORT));
		Awaitility.await().until(() -> !this.overdue.isEmpty());
		Awaitility.await().until(() -> threads().isEmpty());
		assertThat(this.overdue).singleElement().satisfies((failure) -> {
			assertThat(failure)
				.hasMessageContaining(
						"function 'spin' still held thread '%s' 20 ms after its deadline".formatted(holder.getName()))
				.hasMessageContaining("collateral");
			assertThat(failure.where()).isEqualTo("function 'spin'");
			assertThat(failure.getStackTrace()).extracting(StackTraceElement::getClassName)
				.contains(DeadlineWatchTests.class.getName());
			assertThat(failure.threadDump()).contains("\"%s\"".formatted(holder.getName()), "\"%s\"".formatted(THREAD));
		});
	}

	@Test
	void thereIsAThreadOnlyWhileThereAreCalls() {
		assertThat(threads()).isEmpty();
		Call call = new Call(null);
		this.watch.add(call, Deadline.after(LONG));
		this.watch.add(new Call(null), Deadline.after(SHORT));
		assertThat(threads()).containsExactly(THREAD);
		this.watch.remove(call);
		Awaitility.await().until(() -> threads().isEmpty());
		Call next = new Call(null);
		this.watch.add(next, Deadline.after(SHORT));
		Awaitility.await().until(() -> !next.expiries.isEmpty());
	}

	@Test
	void aCallThatEndsAfterItsDeadlineIsForgottenThoughItsGraceIsLong() {
		DeadlineWatch patient = new DeadlineWatch("alice", LONG, this.overdue::add);
		try {
			Call call = new Call(null);
			patient.add(call, Deadline.after(SHORT));
			Awaitility.await().until(() -> !call.expiries.isEmpty());
			patient.remove(call);
			Awaitility.await().until(() -> threads().isEmpty());
		}
		finally {
			patient.close();
		}
	}

	@Test
	void whatExpiresTakesNoLookAtAllOthers() {
		for (int i = 0; i < 100_000; i++) {
			this.watch.add(new Call(null), Deadline.after(LONG));
		}
		List<Call> calls = IntStream.range(0, 300).mapToObj((i) -> new Call(null)).toList();
		for (int i = 0; i < calls.size(); i++) {
			this.watch.add(calls.get(i), Deadline.after(Duration.ofMillis(100 + i)));
		}
		Awaitility.await().until(() -> calls.stream().noneMatch((call) -> call.expiries.isEmpty()));
		long id = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(THREAD))
			.mapToLong(Thread::getId)
			.findFirst()
			.orElseThrow();
		// Some 5 ms, and 50 times as much if each looks at all
		assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(id)))
			.isLessThan(Duration.ofMillis(150));
	}

	@Test
	void anUploadThatWasCancelledIsWatchedWhileItHoldsAThreadAndNoLonger() {
		CallBody body = new CallBody(new CallGate(1));
		Disposable upload = new TimedUpload("f", Deadline.after(LONG), body, this.watch, Runnable::run)
			.watched(Flux.never())
			.subscribe();
		body.run(() -> {
			upload.dispose();
			assertThat(threads()).containsExactly(THREAD);
		});
		Awaitility.await().until(() -> threads().isEmpty());
	}

	@Test
	void nothingExpiresAfterTheEnd() {
		Call before = new Call(null);
		this.watch.add(before, Deadline.after(LONG));
		this.watch.close();
		Call after = new Call(null);
		this.watch.add(after, Deadline.afterNanos(0));
		Awaitility.await().until(() -> threads().isEmpty());
		assertThat(before.expiries).isEmpty();
		assertThat(after.expiries).isEmpty();
	}

	private static List<String> threads() {
		return Leftovers.threads().stream().filter((name) -> name.contains("alice")).toList();
	}

	private static boolean isAsleep() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals(THREAD) && thread.getState() == Thread.State.TIMED_WAITING);
	}

	/**
	 * A call that holds a thread for ever, or none.
	 */
	private static final class Call implements TimedCall {

		private final List<Long> expiries = new CopyOnWriteArrayList<>();

		private final Thread holder;

		Call(Thread holder) {
			this.holder = holder;
		}

		@Override
		public String functionName() {
			return "spin";
		}

		@Override
		public void expire() {
			this.expiries.add(System.nanoTime());
		}

		@Override
		public Thread holder() {
			return this.holder;
		}

	}

}
