package io.rpcparallel.transport;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.ResourceLeakDetector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.RecordedFailures;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.TolerantApplication;
import io.rpcparallel.test.fault.FaultyProxy;
import io.rpcparallel.test.fault.FaultyProxy.Direction;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker is sent frames that nobody wrote, before and after a valid key: it serves on,
 * nothing of it dies or hangs, and it keeps nothing of them. A failure names the seed,
 * with which the property {@code rpc-parallel.test.seed} sends the same again.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class FrameFuzzIntegrationTests {

	private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("rpc-parallel.test.fuzz", 60));

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final int BETWEEN_CHECKS = 100;

	private static final long GROWTH = 16 << 20;

	private final long seed = Long.getLong("rpc-parallel.test.seed", System.nanoTime());

	private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

	private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

	private final Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();

	private final RecordedFailures failures = new RecordedFailures();

	// What is wrong with frames is told at length, and is not what is looked for
	private final TestMaster master = TestMaster.start(TolerantApplication.class, "logging.level.root=off",
			"logging.level.io.netty.util.ResourceLeakDetector=error", "rpc-parallel.rpc.max-message-size=1MB",
			"rpc-parallel.rpc.handshake-timeout=5s");

	private final Worker<AtomicInteger> worker = serve();

	private Worker<AtomicInteger> serve() {
		WorkerType<AtomicInteger, Integer> tally = this.master.bean("tally");
		return this.master.workers().serve(tally, 0, SpawnOptions.defaults().withFailureHandler(this.failures));
	}

	@BeforeEach
	void watch() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> this.uncaught.add(failure));
	}

	@AfterEach
	void close() {
		this.master.close();
		Thread.setDefaultUncaughtExceptionHandler(this.handler);
		ResourceLeakDetector.setLevel(this.level);
	}

	@Test
	@Tag("D11")
	void aWorkerWithstandsFramesThatNobodyWrote(CapturedOutput output) throws IOException {
		FrameFuzz fuzz = new FrameFuzz(this.seed, record());
		assertThat(fuzz.validFrames()).isGreaterThan(10);
		long end = System.nanoTime() + TIME.toNanos();
		fuzz(fuzz, 10 * BETWEEN_CHECKS);
		Rest before = rest();
		int connections = 0;
		while (System.nanoTime() < end) {
			fuzz(fuzz, BETWEEN_CHECKS);
			connections += BETWEEN_CHECKS;
			assertServes("after %,d connections".formatted(connections));
		}
		Rest after = rest();
		Figures.print("D11", "%d connections in %d s, seed %d, heap %d KB before and %d KB after", connections,
				TIME.toSeconds(), this.seed, before.heap() / 1024, after.heap() / 1024);
		assertThat(after.pieces()).as(seed("pieces of memory")).isEqualTo(before.pieces());
		assertThat(after.heap() - before.heap()).as(seed("growth of the heap")).isLessThan(GROWTH);
		assertThat(after.threads()).as(seed("threads")).hasSizeLessThanOrEqualTo(before.threads().size() + 2);
		assertThat(output).as(seed("reports of leaks")).doesNotContain("LEAK");
		assertThat(this.failures.all()).as(seed("failures")).isEmpty();
		assertThat(this.uncaught).as(seed("exceptions that ended threads")).isEmpty();
		assertThat(this.master.context().getBean(WorkerTable.class).workers()).as(seed("workers"))
			.singleElement()
			.satisfies((snapshot) -> assertThat(snapshot.state()).isEqualTo(WorkerState.UP))
			.extracting(WorkerSnapshot::inFlight)
			.isEqualTo(0);
	}

	private String seed(String what) {
		return "%s, seed %d".formatted(what, this.seed);
	}

	// What an application sends that uses everything
	private byte[] record() {
		try (FaultyProxy proxy = new FaultyProxy(this.worker.address());
				WorkerConnection<AtomicInteger> connection = this.master.workers()
					.connect(proxy.inFrontOf(this.worker))) {
			RpcFunction<AtomicInteger, Integer, Integer> add = this.master.bean("add");
			OneWayFunction<AtomicInteger, Integer> note = this.master.bean("note");
			StreamFunction<AtomicInteger, Integer, Integer> count = this.master.bean("count");
			StateFunction<AtomicInteger, Integer, Integer, Integer> watch = this.master.bean("watch");
			UploadFunction<AtomicInteger, Integer, Integer, Integer> sum = this.master.bean("sum");
			ChannelFunction<AtomicInteger, Integer, Integer, Integer> multiply = this.master.bean("multiply");
			connection.run(add, 1);
			connection.send(note, 1);
			connection.stream(count, 100).blockLast(PATIENCE);
			connection.stream(count, 100).take(3).blockLast(PATIENCE);
			connection.state(watch, 100).flatMapMany((opened) -> opened.updates()).blockLast(PATIENCE);
			connection.upload(sum, 1, Flux.range(0, 10)).block(PATIENCE);
			connection.channel(multiply, 2, Flux.range(0, 10)).blockLast(PATIENCE);
			return proxy.seen(Direction.TO_SERVER);
		}
	}

	private void fuzz(FrameFuzz fuzz, int connections) throws IOException {
		for (int i = 0; i < connections; i++) {
			try (RawLink link = connect()) {
				send(fuzz, link);
			}
		}
	}

	private RawLink connect() throws IOException {
		try {
			return new RawLink(this.worker.address());
		}
		catch (SocketException ex) {
			throw new AssertionError(seed("the worker has ended: " + this.failures.all()), ex);
		}
	}

	private void send(FrameFuzz fuzz, RawLink link) {
		ConnectionSecret secret = ConnectionSecret.of(this.worker.secret());
		try {
			if (fuzz.below(3) == 0) {
				link.write(fuzz.stranger(secret, this.worker.id()));
			}
			else {
				link.send(RawLink.setup(ConnectionKey.encode(secret, this.worker.id())));
			}
			for (int frames = fuzz.below(20); frames > 0; frames--) {
				link.write(fuzz.next());
			}
			if (fuzz.below(10) == 0) {
				// Half of those that are not closed there anyway
				link.shutdown().awaitEnd();
			}
		}
		catch (IOException ex) {
			// It was closed there, as it should be
			assertThat(ex).as(seed("the end of a connection")).hasMessageMatching("(?i).*(reset|broken pipe).*");
		}
	}

	private void assertServes(String when) {
		RpcFunction<AtomicInteger, Integer, Integer> add = this.master.bean("add");
		try (WorkerConnection<AtomicInteger> connection = this.master.workers().connect(this.worker)) {
			assertThat(connection.submit(add, 0).block(PATIENCE)).as(seed(when)).isNotNull();
		}
	}

	// What there is once all connections have ended
	private Rest rest() {
		assertServes("before a rest");
		Awaitility.await(seed("the end of all connections"))
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(FrameMemoryUse.pieces()).isZero());
		Awaitility.await(seed("the end of all calls"))
			.atMost(PATIENCE)
			.until(() -> this.master.context()
				.getBean(WorkerTable.class)
				.workers()
				.stream()
				.allMatch((each) -> each.inFlight() == 0));
		System.gc();
		System.gc();
		return new Rest(FrameMemoryUse.pieces(), ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				Leftovers.threads());
	}

	/**
	 * What is there while nothing happens.
	 *
	 * @param pieces the pieces of memory of frames
	 * @param heap the used bytes of the heap
	 * @param threads the names of our threads
	 */
	private record Rest(long pieces, long heap, Set<String> threads) {

	}

}
