package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.worker.JournalFunctions.Journal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls with deadlines whose caller does nothing when they have passed, as if it were
 * stopped.
 */
@LeavesNothingBehind
class ServedDeadlineTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final RpcSettings RPC = TestSettings.limitedTo(1024 * 1024);

	private final ServedJournal served = new ServedJournal(RPC, SHORT, "x");

	private final Journal journal = this.served.journal;

	private final WorkerServer server = this.served.server;

	private final CountedEvents events = this.served.events;

	private final RpcLink link = this.served.connect(this.server.address(), RPC);

	@AfterEach
	void close() {
		this.served.close();
	}

	@Test
	@Tag("B10")
	void aCallWhoseDeadlineHasPassedOnItsArrivalIsNotRun() {
		this.journal.proceed.release(100);
		for (int i = 0; i < 100; i++) {
			submit("overlap", Deadline.afterNanos(0));
		}
		assertThat(submit("later", null)).succeedsWithin(TIMEOUT);
		assertThat(this.journal.started).hasValue(0);
		Awaitility.await().until(() -> this.server.inFlight() == 0);
	}

	@Test
	@Tag("B10")
	void aCallWhoseDeadlinePassesBeforeItsTurnIsNotRun() {
		CompletableFuture<Reply> running = submit("overlap", null);
		Awaitility.await().until(() -> this.journal.running.get() == 1);
		submit("overlap", Deadline.after(SHORT));
		Awaitility.await().until(() -> this.server.inFlight() == 2);
		Awaitility.await().until(() -> this.server.inFlight() == 1);
		this.journal.proceed.release(2);
		assertThat(running).succeedsWithin(TIMEOUT);
		assertThat(submit("later", null)).succeedsWithin(TIMEOUT);
		assertThat(this.journal.started).hasValue(1);
	}

	@Test
	void whatBlocksIsInterruptedAtItsDeadline() throws InterruptedException {
		CompletableFuture<Reply> call = submit("sleep", Deadline.after(SHORT));
		assertThat(this.journal.interrupted.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(submit("later", null)).succeedsWithin(TIMEOUT);
		assertThat(call).isNotDone();
		assertThat(this.events.overdue).isEmpty();
	}

	@Test
	void whatIsReactiveIsCancelledAtItsDeadline() {
		CompletableFuture<Reply> call = submit("laterOnDemand", Deadline.after(SHORT));
		Awaitility.await().until(() -> this.journal.pending.currentSubscriberCount() == 1);
		Awaitility.await().until(() -> this.journal.pending.currentSubscriberCount() == 0);
		assertThat(submit("later", null)).succeedsWithin(TIMEOUT);
		assertThat(call).isNotDone();
	}

	@Test
	void aFunctionThatIgnoresAllIsOverdueAfterTheGrace() {
		Deadline deadline = Deadline.after(SHORT);
		submit("hold", deadline);
		Awaitility.await().until(() -> !this.events.overdue.isEmpty());
		assertThat(System.nanoTime() - deadline.at()).isGreaterThanOrEqualTo(SHORT.toNanos());
		assertThat(this.events.overdue).singleElement()
			.satisfies((failure) -> assertThat(failure).hasMessageContaining("function 'hold'")
				.hasMessageContaining("'rpc-parallel-one-call-1'"));
		assertThat(this.events.failures).isEmpty();
	}

	@Test
	void aFunctionIsOverdueAlsoIfItsCallerHasGivenItUpBefore() {
		CompletableFuture<Reply> call = submit("hold", Deadline.after(SHORT.multipliedBy(3)));
		Awaitility.await().until(() -> this.journal.started.get() == 1);
		call.cancel(true);
		Awaitility.await().until(() -> !this.events.overdue.isEmpty());
	}

	@Test
	void aCallThatEndsWithinTheGraceIsNotOverdue() {
		submit("hold", Deadline.after(SHORT));
		Awaitility.await().until(() -> this.journal.started.get() == 1);
		Awaitility.await().until(() -> this.server.inFlight() == 0);
		this.journal.proceed.release();
		assertThat(submit("later", null)).succeedsWithin(TIMEOUT);
		// By when the next call is told
		submit("hold", Deadline.after(SHORT));
		Awaitility.await().until(() -> !this.events.overdue.isEmpty());
		assertThat(this.events.overdue).hasSize(1);
		assertThat(this.journal.started).hasValue(2);
	}

	private CompletableFuture<Reply> submit(String name, Deadline deadline) {
		return this.served.request(this.link, name, deadline);
	}

}
