package io.rpcparallel;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Options of spawns that change how a worker behaves.
 */
@LeavesNothingBehind
@Timeout(120)
class SpawnOptionsIntegrationTests {

	@TempDir
	private Path folder;

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void theUmaskOfASpawnWinsOverThatOfTheProperties() {
		try (TestMaster master = TestMaster.start(ProbeApplication.class, "rpc-parallel.launch.umask=027");
				WorkerConnection<Object> usual = master.workers().spawn();
				WorkerConnection<Object> closed = master.workers().spawn(SpawnOptions.defaults().withUmask("077"));
				WorkerConnection<Object> open = master.workers().spawn(SpawnOptions.defaults().withUmask("000"))) {
			StatelessRpcFunction<String, String> create = master.bean("create");
			assertThat(usual.run(create, file("usual"))).isEqualTo("rw-r-----");
			assertThat(closed.run(create, file("closed"))).isEqualTo("rw-------");
			assertThat(open.run(create, file("open"))).isEqualTo("rw-rw-rw-");
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void noShellIsLeftBetweenMasterAndWorker() {
		try (TestMaster master = TestMaster.start(ProbeApplication.class);
				WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults().withUmask("077"))) {
			assertThat(ProcessHandle.current().children().map(ProcessHandle::pid))
				.containsExactly(worker.worker().pid());
		}
	}

	@Test
	void theLimitForMessagesOfOneWorkerIsNotThatOfAnother() {
		try (TestMaster master = TestMaster.start(CounterApplication.class);
				WorkerConnection<Object> narrow = master.workers()
					.spawn(SpawnOptions.defaults()
						.withRpcSettings((rpc) -> rpc.withMaxMessageSize(DataSize.ofKilobytes(10))));
				WorkerConnection<Object> usual = master.workers().spawn()) {
			StatelessRpcFunction<Integer, byte[]> bytes = master.bean("bytes");
			assertThat(usual.run(bytes, 20_000)).hasSize(20_000);
			assertThat(narrow.run(bytes, 10_000)).hasSize(10_000);
			assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> narrow.run(bytes, 20_000))
				.satisfies((ex) -> assertThat(ex.getLimit()).isEqualTo(10 * 1024))
				.withMessageContaining("'rpc-parallel.rpc.max-message-size'");
		}
	}

	@Test
	void aWorkerOfItsOwnConcurrencyAnswersBesideACallThatDoesNotReturn() {
		try (TestMaster master = TestMaster.start(CounterApplication.class);
				WorkerConnection<Object> worker = master.workers().spawn(SpawnOptions.defaults().withConcurrency(2))) {
			StatelessRpcFunction<String, String> sleep = master.bean("sleep");
			StatelessRpcFunction<String, String> echo = master.bean("echo");
			CompletableFuture<String> asleep = worker.submit(sleep, "for ever").toFuture();
			assertThat(worker.run(echo, "awake")).isEqualTo("awake");
			assertThat(asleep).isNotDone();
		}
	}

	private String file(String name) {
		return this.folder.resolve(name).toString();
	}

}
