package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import io.rpcparallel.BookFunctions.Book;
import io.rpcparallel.BookFunctions.Journal;
import io.rpcparallel.BookFunctions.Page;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@LeavesNothingBehind
class SessionsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final TestMaster master = TestMaster.start(BookFunctions.class);

	private final WorkerTemplate workers = this.master.workers();

	private final Journal journal = this.master.context().getBean(Journal.class);

	private final WorkerType<Book, String> book = this.master.bean("book");

	private final SessionType<Book, Page, String> page = this.master.bean("page");

	private final RpcFunction<Page, String, String> write = this.master.bean("write");

	private final RpcFunction<Page, String, String> hold = this.master.bean("hold");

	private final RpcFunction<Book, String, String> title = this.master.bean("title");

	private final Worker<Book> worker = this.workers.serve(this.book, "book");

	@AfterEach
	void close() {
		this.journal.proceed.release(100);
		this.master.close();
	}

	@Test
	void sessionsShareTheStateOfTheWorkerAndHaveTheirOwn() {
		try (WorkerSession<Book, Page> first = this.workers.connect(this.worker, this.page, "one");
				WorkerSession<Book, Page> second = this.workers.connect(this.worker, this.page, "two");
				WorkerConnection<Book> plain = this.workers.connect(this.worker)) {
			assertThat(first.run(this.write, "a")).isEqualTo("book/one: a, 1 in the book");
			assertThat(second.run(this.write, "b")).isEqualTo("book/two: b, 2 in the book");
			assertThat(first.run(this.write, "c")).isEqualTo("book/one: a c, 3 in the book");
			assertThat(plain.run(this.title, "!")).isEqualTo("book!");
			assertThat(first.worker()).isEqualTo(this.worker);
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.journal.closed).containsExactlyInAnyOrder("page one", "page two"));
	}

	@Test
	void functionsWithoutStateRunInSessionsToo() {
		StatelessRpcFunction<String, String> echo = this.master.bean("echo");
		try (WorkerSession<Book, Page> session = this.workers.connect(this.worker, this.page, "one")) {
			assertThat(session.run(echo, "x")).isEqualTo("x");
		}
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void functionsOfAnotherStateAreRefusedByTheWorker() {
		try (WorkerSession<Book, Page> session = this.workers.connect(this.worker, this.page, "one");
				WorkerConnection<Book> plain = this.workers.connect(this.worker)) {
			assertThatExceptionOfType(UnknownFunctionException.class)
				.isThrownBy(() -> session.run((RpcFunction) this.title, "x"))
				.withMessageContaining("Function 'title' runs against a " + Book.class.getName());
			assertThatExceptionOfType(UnknownFunctionException.class)
				.isThrownBy(() -> plain.run((RpcFunction) this.write, "x"))
				.withMessageContaining("Function 'write' runs against a " + Page.class.getName());
			assertThat(session.run(this.write, "a")).startsWith("book/one: a");
		}
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void aSessionForAnotherKindOfWorkerIsRefused() {
		Worker<Object> other = this.workers.serve();
		assertThatExceptionOfType(UnknownFunctionException.class)
			.isThrownBy(() -> this.workers.connect((Worker) other, this.page, "one"))
			.withMessageContaining("Session type 'page' is for workers with a " + Book.class.getName());
		assertThatExceptionOfType(UnknownFunctionException.class)
			.isThrownBy(() -> this.workers.connect(this.worker, (Book state, String name) -> "", "one"))
			.withMessageContaining("is no SessionType bean of this application");
	}

	@Test
	void aSessionThatCannotBeMadeFailsTheConnectWithItsCauseAndLeavesTheWorkerAlone() {
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> this.workers.connect(this.worker, this.page, "torn out"))
			.withMessageContaining("no page 'torn out'")
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(IllegalArgumentException.class.getName()));
		assertThat(this.journal.closed).isEmpty();
		try (WorkerSession<Book, Page> session = this.workers.connect(this.worker, this.page, "one")) {
			assertThat(session.run(this.write, "a")).startsWith("book/one: a");
		}
	}

	@Test
	void aSessionIsClosedAfterItsCallAlsoWhenOthersMayRunAtOnce() {
		Worker<Book> wide = this.workers.serve(this.book, "wide", SpawnOptions.defaults().withConcurrency(3));
		for (Worker<Book> each : List.of(this.worker, wide)) {
			WorkerSession<Book, Page> session = this.workers.connect(each, this.page, "one");
			CompletableFuture<String> call = session.submit(this.hold, "").toFuture();
			Awaitility.await().until(() -> this.journal.held.tryAcquire());
			session.close();
			assertThat(call).failsWithin(TIMEOUT);
			Awaitility.await().until(() -> this.journal.interrupted.tryAcquire());
			// Answered by a worker that knows of the end of the session
			this.workers.connect(each).close();
			assertThat(this.journal.closed).isEmpty();
			this.journal.proceed.release();
			Awaitility.await().until(() -> !this.journal.closed.isEmpty());
			assertThat(this.journal.closed).containsExactly("page one");
			assertThat(this.journal.usedAfterClose.getCount()).isOne();
			this.journal.closed.clear();
		}
	}

	@Test
	void aMessageThatWaitsForItsTurnIsTakenBeforeItsSessionIsClosed() {
		OneWayFunction<Page, String> tell = this.master.bean("tell");
		WorkerSession<Book, Page> other = this.workers.connect(this.worker, this.page, "other");
		WorkerSession<Book, Page> session = this.workers.connect(this.worker, this.page, "one");
		CompletableFuture<String> running = other.submit(this.hold, "").toFuture();
		Awaitility.await().until(() -> this.journal.held.tryAcquire());
		session.send(tell, "hello");
		session.close();
		this.journal.proceed.release();
		assertThat(running).succeedsWithin(TIMEOUT);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.journal.closed).containsExactly("told hello", "page one"));
	}

	@Test
	void shutdownClosesTheSessionsBeforeTheStateOfTheWorker() {
		WorkerSession<Book, Page> first = this.workers.connect(this.worker, this.page, "one");
		WorkerSession<Book, Page> second = this.workers.connect(this.worker, this.page, "two");
		assertThat(first.run(this.write, "a")).startsWith("book/one: a");
		this.workers.shutdown(this.worker);
		assertThat(first.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_THERE);
		assertThat(second.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_THERE);
		Awaitility.await().until(() -> this.journal.closed.size() == 3);
		assertThat(this.journal.closed.subList(0, 2)).containsExactlyInAnyOrder("page one", "page two");
		assertThat(this.journal.closed.get(2)).isEqualTo("book");
	}

	@Test
	void aSessionThatIsMadeTooLateIsClosed() {
		Disposable connecting = this.workers.connectAsync(this.worker, this.page, "slow").subscribe();
		Awaitility.await().until(() -> this.journal.held.tryAcquire());
		connecting.dispose();
		Awaitility.await().until(() -> this.journal.interrupted.tryAcquire());
		this.journal.proceed.release();
		Awaitility.await().untilAsserted(() -> assertThat(this.journal.closed).containsExactly("page slow"));
	}

	@Test
	void aSessionThatIsMadeWhileTheWorkerEndsIsClosed() {
		CompletableFuture<?> connecting = this.workers.connectAsync(this.worker, this.page, "slow").toFuture();
		Awaitility.await().until(() -> this.journal.held.tryAcquire());
		this.workers.shutdown(this.worker);
		Awaitility.await().until(() -> this.journal.closed.contains("book"));
		this.journal.proceed.release();
		assertThat(connecting).failsWithin(TIMEOUT);
		Awaitility.await().untilAsserted(() -> assertThat(this.journal.closed).containsExactly("book", "page slow"));
	}

	@Test
	void aSessionThatTakesTooLongToMakeIsNotTakenForALostWorker() {
		Worker<Book> hasty = this.workers.serve(this.book, "hasty", SpawnOptions.defaults()
			.withRpcSettings((settings) -> settings.withHandshakeTimeout(Duration.ofMillis(300))));
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> this.workers.connect(hasty, this.page, "slow"))
			.withMessageContaining("'page'")
			.satisfies((ex) -> assertThat(ex.getTimeout()).hasMillis(300));
		this.journal.proceed.release();
		Awaitility.await().untilAsserted(() -> assertThat(this.journal.closed).containsExactly("page slow"));
	}

}
