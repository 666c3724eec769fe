package io.rpcparallel.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import io.rpcparallel.MessageTooLargeException;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.FaultyProxy;
import io.rpcparallel.test.fault.FaultyProxy.Direction;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;
import io.rpcparallel.transport.SocketKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What networks do to the connections of a worker. The worker is served in this process,
 * and a proxy stands between the two ends.
 */
@LeavesNothingBehind(afterEach = false)
@Repeated
class WireFaultIntegrationTests {

	private static final int MIB = 1024 * 1024;

	private static final int LIMIT = 20 * MIB;

	private static final Duration SILENCE = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Map<SocketKind, Served> served = new EnumMap<>(SocketKind.class);

	@BeforeAll
	static void serve() {
		for (SocketKind kind : List.of(SocketKind.TCP, SocketKind.UNIX)) {
			TestMaster master = TestMaster.start(CounterApplication.class, "rpc-parallel.rpc.transport=" + kind,
					"rpc-parallel.rpc.max-message-size=" + LIMIT + "B", "rpc-parallel.rpc.heartbeat-interval=100ms",
					"rpc-parallel.rpc.heartbeat-timeout=" + SILENCE.toMillis() + "ms");
			WorkerType<Counter, Integer> counter = master.bean("counter");
			served.put(kind, new Served(master, master.workers().serve(counter, 0)));
		}
	}

	@AfterAll
	static void end() {
		served.values().forEach((each) -> each.master().close());
	}

	@ParameterizedTest
	@EnumSource(names = { "TCP", "UNIX" })
	@Tag("D1")
	void aResetEndsTheCallInFlightAtOnceAndNotTheWorker(SocketKind kind) throws Exception {
		try (Link link = new Link(kind)) {
			CompletableFuture<String> call = link.sleepingCall();
			long start = System.nanoTime();
			link.proxy.reset();
			assertLost(call);
			assertThat(Figures.printSince("D1", "told of a reset (%s) after".formatted(kind), start))
				.isLessThan(Duration.ofMillis(500));
			link.assertServesOthers();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 9, 1000, 200_000, 299_999 })
	@Tag("D1")
	void aResultThatIsCutAnywhereIsNone(int cut) throws Exception {
		StatelessRpcFunction<Integer, byte[]> bytes = served.get(SocketKind.TCP).master().bean("bytes");
		try (Link link = new Link(SocketKind.TCP)) {
			assertThat(link.connection.run(bytes, 300_000)).hasSize(300_000);
			link.proxy.cutAfter(Direction.TO_CLIENT, cut);
			assertLost(link.connection.submit(bytes, 300_000).toFuture());
			link.assertServesOthers();
		}
	}

	@Test
	@Tag("D2")
	@Tag("D4")
	void withoutAWordFromTheOtherSideEachSideDecidesAlone() throws Exception {
		assertBothSidesGiveUp("D2", SocketKind.TCP, Direction.TO_CLIENT, Direction.TO_SERVER);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("D3")
	void ifOnlyOneDirectionIsDeadBothSidesGiveUp(Direction dead) throws Exception {
		assertBothSidesGiveUp("D3", SocketKind.UNIX, dead);
	}

	private static void assertBothSidesGiveUp(String fault, SocketKind kind, Direction... dead) throws Exception {
		try (Link link = new Link(kind)) {
			CompletableFuture<String> call = link.sleepingCall();
			long start = System.nanoTime();
			link.proxy.stop(dead);
			assertLost(call);
			String limit = "with a time-out of %d ms ".formatted(SILENCE.toMillis());
			assertThat(Figures.printSince(fault, limit + "the caller is told after", start))
				.isLessThan(SILENCE.plusSeconds(1));
			// The call was interrupted there, with nothing that could have told it to
			Awaitility.await().atMost(SILENCE.plusSeconds(1)).until(() -> link.inFlight() == 0);
			assertThat(Figures.printSince(fault, limit + "the worker has ended the call after", start))
				.isLessThan(SILENCE.plusSeconds(2));
			link.proxy.resume();
			link.assertServesOthers();
		}
	}

	@Test
	@Tag("D5")
	void aSlowLineLosesNothing() throws Exception {
		StatelessRpcFunction<Integer, byte[]> bytes = served.get(SocketKind.TCP).master().bean("bytes");
		RpcFunction<Counter, Integer, Integer> add = served.get(SocketKind.TCP).master().bean("add");
		try (Link link = new Link(SocketKind.TCP)) {
			// 1 Mbit/s
			link.proxy.slowDown(Duration.ofMillis(200), 125_000);
			int before = link.connection.run(add, 0);
			assertThat(Flux.range(0, 100).flatMap((i) -> link.connection.submit(add, 1)).count().block(PATIENCE))
				.isEqualTo(100);
			// Longer than the silence that is taken for death
			assertThat(link.connection.run(bytes, 80_000)).hasSize(80_000);
			assertThat(link.connection.run(add, 0)).isEqualTo(before + 100);
			assertThat(link.connection.isOpen()).isTrue();
			Figures.print("D5", "101 of 101 calls answered at 1 Mbit/s with 200 ms of delay");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 16 * MIB - 1, 16 * MIB, 16 * MIB + 1, LIMIT - 1, LIMIT })
	@Tag("D7")
	void aMessageUpToTheLimitArrives(int size) throws Exception {
		try (Link link = new Link(SocketKind.UNIX)) {
			StatelessRpcFunction<String, String> echo = served.get(SocketKind.UNIX).master().bean("echo");
			assertThat(link.connection.run(echo, "x".repeat(size))).hasSize(size);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { LIMIT + 1, 100 * MIB })
	@Tag("D7")
	void aMessageAboveTheLimitIsRefusedByWhoWouldSendIt(int size) throws Exception {
		try (Link link = new Link(SocketKind.UNIX)) {
			StatelessRpcFunction<String, String> echo = served.get(SocketKind.UNIX).master().bean("echo");
			StatelessRpcFunction<Integer, byte[]> bytes = served.get(SocketKind.UNIX).master().bean("bytes");
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> link.connection.run(echo, "x".repeat(size)))
				.withMessageContaining("The query of function 'echo'")
				.satisfies((ex) -> assertThat(ex.getSize()).isEqualTo(size));
			assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> link.connection.run(bytes, size))
				.withMessageContaining("The result of function 'bytes'")
				.satisfies((ex) -> assertThat(ex.getSize()).isEqualTo(size));
			assertThat(link.connection.run(echo, "next")).isEqualTo("next");
			assertThat(link.proxy.seen(Direction.TO_SERVER)).hasSizeLessThan(10_000);
		}
	}

	private static void assertLost(CompletableFuture<?> call) {
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
			.withCauseInstanceOf(WorkerLostException.class);
	}

	/**
	 * A worker of this process.
	 */
	private record Served(TestMaster master, Worker<Counter> worker) {

	}

	/**
	 * A connection through a proxy.
	 */
	private static final class Link implements AutoCloseable {

		private final TestMaster master;

		private final Worker<Counter> worker;

		private final FaultyProxy proxy;

		private final WorkerConnection<Counter> connection;

		Link(SocketKind kind) {
			this.master = served.get(kind).master();
			this.worker = served.get(kind).worker();
			this.proxy = new FaultyProxy(this.worker.address());
			this.connection = this.master.workers().connect(this.proxy.inFrontOf(this.worker));
		}

		CompletableFuture<String> sleepingCall() {
			StatelessRpcFunction<String, String> sleep = this.master.bean("sleep");
			CompletableFuture<String> call = this.connection.submit(sleep, "").toFuture();
			Awaitility.await().until(() -> inFlight() == 1);
			return call;
		}

		int inFlight() {
			return this.master.context()
				.getBean(WorkerTable.class)
				.workers()
				.stream()
				.mapToInt(WorkerSnapshot::inFlight)
				.sum();
		}

		void assertServesOthers() {
			StatelessRpcFunction<String, String> echo = this.master.bean("echo");
			try (WorkerConnection<Counter> other = this.master.workers().connect(this.worker)) {
				assertThat(other.run(echo, "still there")).isEqualTo("still there");
			}
		}

		@Override
		public void close() throws IOException {
			this.connection.close();
			this.proxy.close();
		}

	}

}
