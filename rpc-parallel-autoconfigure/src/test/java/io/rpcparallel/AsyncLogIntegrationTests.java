package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TalkativeApplication;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker logs, read by its master ({@code async_log} of {@code rpc_parallel}, but
 * with what was logged before).
 */
@LeavesNothingBehind(afterEach = false)
@Timeout(180)
class AsyncLogIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration QUIET = Duration.ofSeconds(3);

	private static final String LOGGER = TalkativeApplication.class.getName();

	private static TestMaster master;

	private static WorkerConnection<String> worker;

	private static WorkerConnection<String> verbose;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(TalkativeApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard");
		WorkerType<String, String> talker = master.bean("talker");
		// What heartbeats log is heard often enough, if it is heard
		SpawnOptions options = SpawnOptions.defaults()
			.withRpcSettings((rpc) -> rpc.withHeartbeat(Duration.ofMillis(200), Duration.ofSeconds(30)));
		List<WorkerConnection<String>> both = Mono
			.zip(master.workers().spawnAsync(talker, "one", options.withName("one")), master.workers()
				.spawnAsync(talker, "two", options.withName("two").withEnvironment("LOGGING_LEVEL_ROOT", "TRACE")))
			.map((spawned) -> List.of(spawned.getT1(), spawned.getT2()))
			.block();
		worker = both.get(0);
		verbose = both.get(1);
	}

	@AfterAll
	static void close() {
		worker.close();
		verbose.close();
		master.close();
	}

	@Test
	void recordsFromBeforeTheSubscriptionAreReplayedAndLiveOnesFollow() {
		try (Subscriber first = new Subscriber(worker.worker())) {
			first.await("Talker one is made");
			assertThat(first.messages()).anyMatch((message) -> message.startsWith("Starting TalkativeApplication"))
				.anyMatch((message) -> message.startsWith("Started TalkativeApplication in "));
			String thread = worker.run(warn(), "live");
			WorkerLogRecord live = first.await("live");
			assertThat(live.level()).isEqualTo("WARN");
			assertThat(live.logger()).isEqualTo(LOGGER);
			assertThat(live.thread()).isEqualTo(thread);
			assertThat(live.mdc()).containsEntry("request", "request of live");
			assertThat(live.throwable()).hasMessage("thrown for live");
			assertThat(live.throwable().getStackTrace()).anyMatch((frame) -> frame.getClassName().startsWith(LOGGER));
			try (Subscriber second = new Subscriber(worker.worker())) {
				second.await("live");
				worker.run(warn(), "for both");
				first.await("for both");
				second.await("for both");
				assertThat(second.messages()).isEqualTo(first.messages());
				assertThat(first.messages()).filteredOn("for both"::equals).hasSize(1);
			}
		}
	}

	@Test
	void whoCancelsClosesItsConnectionAndHearsNoMore() {
		// One of them may be the end of another subscriber's
		Set<String> before = Leftovers.sockets();
		Subscriber subscriber = new Subscriber(worker.worker());
		subscriber.await("Talker one is made");
		assertThat(Leftovers.sockets()).filteredOn((socket) -> !before.contains(socket)).hasSize(1);
		subscriber.close();
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(Leftovers.sockets()).isSubsetOf(before));
		worker.run(warn(), "after cancel");
		try (Subscriber other = new Subscriber(worker.worker())) {
			other.await("after cancel");
		}
		assertThat(subscriber.messages()).doesNotContain("after cancel");
	}

	@Test
	void recordsComeDuringACallThatBlocks() {
		StatelessRpcFunction<String, String> sayAndBlock = master.bean("sayAndBlock");
		Disposable call = worker.submit(sayAndBlock, "blocked").subscribe();
		try (Subscriber subscriber = new Subscriber(worker.worker())) {
			subscriber.await("blocked");
			subscriber.await("blocked from a thread");
		}
		finally {
			call.dispose();
		}
	}

	@Test
	@Tag("G6")
	void aWorkerThatLogsEverythingDoesNotLogItsLogging() {
		try (Subscriber subscriber = new Subscriber(verbose.worker());
				Subscriber second = new Subscriber(verbose.worker())) {
			verbose.run(warn(), "marker");
			subscriber.await("marker");
			second.await("marker");
			assertThat(subscriber.records).anyMatch((record) -> record.level().equals("TRACE"));
			int before = subscriber.records.size();
			Mono.delay(QUIET).block();
			assertThat(subscriber.records.size() - before).as("records of a worker that does nothing but heartbeats")
				.isLessThan(100);
			verbose.run(warn(), "end");
			subscriber.await("end");
		}
	}

	@Test
	void theLogOfAWorkerInThisProcessIsThatOfThisProcess() {
		WorkerType<String, String> talker = master.bean("talker");
		Worker<String> served = master.workers().serve(talker, "served");
		try (Subscriber subscriber = new Subscriber(served);
				WorkerConnection<String> connection = master.workers().connect(served)) {
			// What is logged before the subscription is kept by workers only
			Awaitility.await().atMost(PATIENCE).until(() -> {
				connection.run(warn(), "served here");
				return subscriber.messages().contains("served here");
			});
			assertThat(subscriber.await("served here").level()).isEqualTo("WARN");
			master.workers().shutdown(served);
			Awaitility.await().atMost(PATIENCE).until(() -> subscriber.completed);
			assertThat(subscriber.failure.get()).isNull();
		}
	}

	@Test
	void theLogEndsWithItsWorker() {
		WorkerType<String, String> talker = master.bean("talker");
		List<Worker<String>> workers = Mono
			.zip(master.workers().launchAsync(talker, "told", SpawnOptions.defaults()),
					master.workers().launchAsync(talker, "killed", SpawnOptions.defaults()))
			.map((launched) -> List.of(launched.getT1(), launched.getT2()))
			.block();
		try (Subscriber told = new Subscriber(workers.get(0)); Subscriber killed = new Subscriber(workers.get(1))) {
			told.await("Talker told is made");
			killed.await("Talker killed is made");
			master.workers().shutdown(workers.get(0));
			Awaitility.await().atMost(PATIENCE).until(() -> told.completed);
			assertThat(told.failure.get()).isNull();
			Processes.kill(workers.get(1).pid());
			Awaitility.await().atMost(PATIENCE).until(() -> killed.failure.get() != null);
			assertThat(killed.completed).isFalse();
			assertThat(killed.failure.get()).isInstanceOf(WorkerLostException.class)
				.hasMessageContaining("Worker '%s' is lost".formatted(workers.get(1).name()));
		}
	}

	private static StatelessRpcFunction<String, String> warn() {
		return master.bean("warn");
	}

	/**
	 * Somebody who reads a log.
	 */
	private static final class Subscriber implements AutoCloseable {

		private final List<WorkerLogRecord> records = new CopyOnWriteArrayList<>();

		private final AtomicReference<Throwable> failure = new AtomicReference<>();

		private final Disposable subscription;

		private volatile boolean completed;

		Subscriber(Worker<?> worker) {
			this.subscription = master.workers()
				.logs(worker)
				.subscribe(this.records::add, this.failure::set, () -> this.completed = true);
		}

		WorkerLogRecord await(String message) {
			Awaitility.await(message).atMost(PATIENCE).until(() -> messages().contains(message));
			return this.records.stream().filter((record) -> record.message().equals(message)).findFirst().orElseThrow();
		}

		List<String> messages() {
			return this.records.stream().map(WorkerLogRecord::message).toList();
		}

		@Override
		public void close() {
			this.subscription.dispose();
		}

	}

}
