package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that have no answer.
 */
@LeavesNothingBehind(afterEach = false)
class OneWayIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static TestMaster master;

	@BeforeAll
	static void start() {
		master = TestMaster.start(KindsApplication.class);
	}

	@AfterAll
	static void end() {
		master.close();
	}

	@Test
	void messagesAreHandledInOrderAndAFailureReachesTheHandlerOfTheSpawn() {
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		OneWayFunction<Ledger, String> note = master.bean("note");
		RpcFunction<Ledger, Void, List<String>> notes = master.bean("notes");
		CompletableFuture<WorkerFailure> failure = new CompletableFuture<>();
		SpawnOptions options = SpawnOptions.defaults().withName("one-way").withFailureHandler(failure::complete);
		try (WorkerConnection<Ledger> worker = master.workers().spawn(type, 5, options)) {
			List<String> messages = IntStream.range(0, 500).mapToObj((i) -> "message " + i).toList();
			messages.forEach((message) -> worker.send(note, message));
			assertThat(worker.run(notes, null)).isEqualTo(messages);
			assertThat(failure).isNotDone();
			worker.send(note, "fail here");
			assertThat(failure).succeedsWithin(PATIENCE).satisfies((told) -> {
				assertThat(told.worker()).isEqualTo(worker.worker());
				assertThat(told.description()).isEqualTo("function 'note'");
				assertThat(told.cause()).hasMessageContaining("can't note 'fail here'");
			});
			assertThat(worker.closed().block(PATIENCE)).isNotNull();
		}
	}

}
