package io.rpcparallel.worker;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.SocketKind;
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

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			JournalFunctions.class);

	private final Journal journal = this.context.getBean(Journal.class);

	private final WorkerFunctionRegistry registry = WorkerFunctionRegistry.of(this.context.getBeanFactory());

	private final PayloadFormats formats = ApplicationFormats.create();

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final CountedEvents events = new CountedEvents();

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO,
			new RefusedConnections());

	private final WorkerServer server = new WorkerServer(this.registry, this.formats, this.transport, this.secret,
			new ServedWorkerSettings(this.workerId, "one", this.transport.reserve(), RPC, 1, SHORT, null), () -> null,
			this.events);

	private final RpcLink link = this.transport.connect(this.server.address(), this.secret, this.workerId, RPC, TIMEOUT)
		.block(TIMEOUT);

	@BeforeEach
	void initialize() {
		byte[] argument = this.formats.of(this.registry.workerTypes().get(0).initArgument()).encode("x");
		assertThat(this.server.initialize(new Initialization(0, argument, WorkerLifetime.MASTER)).block(TIMEOUT))
			.isEqualTo(Reply.value(null));
	}

	@AfterEach
	void close() {
		this.journal.proceed.release(100);
		this.server.close();
		this.transport.close();
		this.context.close();
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
		int number = this.registry.functions()
			.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow()
			.index();
		return this.link.request(number, null, deadline).toFuture();
	}

}
