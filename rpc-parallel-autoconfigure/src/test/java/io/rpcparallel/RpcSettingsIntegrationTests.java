package io.rpcparallel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LedgerApplication;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Master, spawned and served workers with different settings.
 */
@LeavesNothingBehind(afterEach = false)
class RpcSettingsIntegrationTests {

	private static final int MASTER_LIMIT = 64 * 1024;

	private static final int SPAWNED_LIMIT = 6 * 1024 * 1024;

	private static final int SERVED_LIMIT = 16 * 1024;

	private static TestMaster master;

	private static WorkerTemplate workers;

	private static WorkerType<Ledger, String> ledger;

	private static StatelessRpcFunction<byte[], byte[]> repeat;

	private static WorkerConnection<Ledger> spawned;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(LedgerApplication.class, "rpc-parallel.rpc.max-message-size=64KB");
		workers = master.workers();
		ledger = master.bean("ledger");
		repeat = master.bean("repeat");
		spawned = workers.spawn(ledger, "x",
				SpawnOptions.defaults()
					.withRpcSettings((settings) -> settings.withMaxMessageSize(DataSize.ofBytes(SPAWNED_LIMIT))
						.withHeartbeat(Duration.ofMillis(200), Duration.ofSeconds(2))));
	}

	@AfterAll
	static void close() {
		spawned.close();
		master.close();
	}

	@Test
	void aClientHasTheLimitOfTheWorkerItTalksTo() {
		assertLimit(spawned, SPAWNED_LIMIT);
		Worker<Ledger> small = workers.serve(ledger, "x", SpawnOptions.defaults()
			.withRpcSettings((settings) -> settings.withMaxMessageSize(DataSize.ofBytes(SERVED_LIMIT))));
		try (WorkerConnection<Ledger> served = workers.connect(small);
				WorkerConnection<Ledger> sameAsMaster = workers.connect(workers.serve(ledger, "x"));
				WorkerConnection<Ledger> second = workers.connect(spawned.worker())) {
			assertLimit(served, SERVED_LIMIT);
			assertLimit(sameAsMaster, MASTER_LIMIT);
			assertLimit(second, SPAWNED_LIMIT);
		}
	}

	private static void assertLimit(WorkerConnection<Ledger> connection, int limit) {
		assertThat(connection.worker().rpc().maxMessageSize().toBytes()).isEqualTo(limit);
		// Some bytes are for saying that it is bytes
		assertThat(connection.run(repeat, new byte[limit - 8])).hasSize(limit - 8);
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> connection.run(repeat, new byte[limit + 1]))
			.satisfies((ex) -> assertThat(ex.getLimit()).isEqualTo(limit));
		assertThat(connection.isOpen()).isTrue();
	}

	@Test
	void aCallThatIsLongerThanTheHeartbeatTimeoutDelaysNoHeartbeat() {
		StatelessRpcFunction<String, String> block = master.bean("block");
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> spawned.run(block, "", Duration.ofSeconds(4)));
		assertThat(spawned.isOpen()).isTrue();
		assertThat(spawned.run(repeat, new byte[3])).hasSize(3);
	}

	@Test
	void eachWorkerWaitsForTheKeyOfAConnectionAsLongAsItsSettingsSay() throws IOException {
		Worker<Ledger> hasty = workers.serve(ledger, "x", SpawnOptions.defaults()
			.withRpcSettings((settings) -> settings.withHandshakeTimeout(Duration.ofMillis(300))));
		Worker<Ledger> patient = workers.serve(ledger, "x", SpawnOptions.defaults()
			.withRpcSettings((settings) -> settings.withHandshakeTimeout(Duration.ofSeconds(30))));
		try (SocketChannel toPatient = open(patient); SocketChannel toHasty = open(hasty)) {
			Awaitility.await().until(() -> isClosed(toHasty));
			assertThat(isClosed(toPatient)).isFalse();
		}
		try (WorkerConnection<Ledger> connection = workers.connect(hasty)) {
			assertThat(connection.isOpen()).isTrue();
		}
	}

	private static SocketChannel open(Worker<?> worker) throws IOException {
		SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		channel.connect(worker.address().toSocketAddress());
		channel.configureBlocking(false);
		return channel;
	}

	private static boolean isClosed(SocketChannel channel) throws IOException {
		return channel.read(ByteBuffer.allocate(1000)) < 0;
	}

	@Test
	void theEnvironmentOverridesTheFileAlsoInWorkers(@TempDir Path folder) throws IOException {
		Files.write(folder.resolve("application.properties"), List.of("rpc-parallel.rpc.max-message-size=2MB",
				"rpc-parallel.rpc.heartbeat-interval=700ms", "spring.main.banner-mode=off"));
		try (MasterProcess other = MasterProcess.of(LedgerApplication.class)
			.workingDirectory(folder)
			.environment("RPCPARALLEL_RPC_MAXMESSAGESIZE", "3MB")
			.environment("RPCPARALLEL_RPC_BUFFERAGELIMIT", "77s")
			.start(folder)) {
			other.tell("settings");
			other.tell("spawn");
			String expected = "RpcSettings[maxMessageSize=3145728B, heartbeatInterval=PT0.7S, heartbeatTimeout=PT30S, handshakeTimeout=PT10S, bufferAgeLimit=PT1M17S]";
			assertThat(other.awaitLine("SETTINGS ")).isEqualTo(expected);
			assertThat(other.awaitLine("SPAWNED ")).isEqualTo("5050 " + expected);
			other.end();
			assertThat(other.awaitExit()).isZero();
		}
	}

}
