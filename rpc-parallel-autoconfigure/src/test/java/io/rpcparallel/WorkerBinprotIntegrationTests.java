package io.rpcparallel;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LedgerApplication;
import io.rpcparallel.test.LedgerApplication.Errand;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Workers as arguments and results of functions.
 */
@LeavesNothingBehind(afterEach = false)
class WorkerBinprotIntegrationTests {

	private static TestMaster master;

	private static WorkerTemplate workers;

	private static WorkerType<Ledger, String> ledger;

	private static WorkerConnection<Object> runner;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(LedgerApplication.class);
		workers = master.workers();
		ledger = master.bean("ledger");
		runner = workers.spawn(SpawnOptions.defaults().withName("runner"));
	}

	@AfterAll
	static void close() {
		runner.close();
		master.close();
	}

	@Test
	void aWorkerCallsTheWorkersThatItFindsInItsQuery() {
		StatelessRpcFunction<Errand, Map<String, List<String>>> errand = master.bean("errand");
		RpcFunction<Ledger, String, List<String>> note = master.bean("note");
		Worker<Ledger> one = serve("one");
		Map<String, List<String>> notes = runner.run(errand,
				new Errand("hello", one, List.of(serve("two"), serve("three")), Map.of("fourth", serve("four"))));
		assertThat(notes).containsExactly(entry("one", List.of("first of one", "hello")),
				entry("two", List.of("first of two", "hello")), entry("three", List.of("first of three", "hello")),
				entry("four", List.of("first of four", "hello")));
		try (WorkerConnection<Ledger> connection = workers.connect(one)) {
			assertThat(connection.run(note, "")).containsExactly("first of one", "hello");
		}
	}

	@Test
	void workersThatAFunctionReturnsCanBeCalled() {
		StatelessRpcFunction<List<String>, Map<String, List<Worker<Ledger>>>> serve = master.bean("serve");
		RpcFunction<Ledger, String, List<String>> note = master.bean("note");
		Map<String, List<Worker<Ledger>>> served = runner.run(serve, List.of("a", "b"));
		assertThat(served).containsOnlyKeys("a", "b");
		served.forEach((name, list) -> {
			Worker<Ledger> worker = list.get(0);
			assertThat(worker.pid()).isEqualTo(runner.worker().pid());
			assertThat(worker.secret()).isNotEqualTo(runner.worker().secret());
			try (WorkerConnection<Ledger> connection = workers.connect(worker)) {
				assertThat(connection.run(note, "c")).containsExactly(name, "c");
			}
			workers.shutdown(worker);
		});
	}

	@Test
	void aWorkerShutsDownOneThatItHasNotStarted() {
		StatelessRpcFunction<Worker<Ledger>, Worker<Ledger>> shutdown = master.bean("shutdown");
		RpcFunction<Ledger, String, List<String>> note = master.bean("note");
		WorkerConnection<Ledger> spawned = workers.spawn(ledger, "x");
		WorkerConnection<Ledger> plain = workers.connect(spawned.worker());
		assertThat(runner.run(shutdown, spawned.worker())).isEqualTo(spawned.worker());
		for (WorkerConnection<Ledger> each : List.of(spawned, plain)) {
			assertThat(each.closed().block()).isEqualTo(CloseReason.CLOSED_THERE);
			assertThat(each.isOpen()).isFalse();
			assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> each.run(note, ""))
				.withMessageContaining("'note'");
			each.close();
			assertThat(each.closed().block()).isEqualTo(CloseReason.CLOSED_THERE);
		}
	}

	private static Worker<Ledger> serve(String name) {
		return workers.serve(ledger, "first of " + name, SpawnOptions.defaults().withName(name));
	}

}
