package io.rpcparallel.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerAuthenticationException;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Others crowd at the door of a master while its workers come in.
 */
@LeavesNothingBehind
@Repeated
class HandshakeFaultIntegrationTests {

	private static final int IDLE = 1000;

	private static final int SLOW = 10;

	@Test
	@Tag("D6")
	@Tag("F2")
	@Tag("F5")
	void aWorkerGetsInPastAThousandThatSayNothingAndThoseThatSayItSlowly() throws IOException {
		try (TestMaster master = TestMaster.start(CounterApplication.class, "rpc-parallel.rpc.transport=unix",
				"rpc-parallel.launch.stdout=discard", "rpc-parallel.launch.stderr=discard");
				Crowd crowd = new Crowd()) {
			WorkerType<Counter, Integer> counter = master.bean("counter");
			RpcFunction<Counter, Integer, Integer> add = master.bean("add");
			try (WorkerConnection<Counter> first = master.workers().spawn(counter, 1)) {
				Path own = ((WorkerAddress.UnixSocket) first.worker().address()).path();
				assertPrivate(own.getParent(), "rwx------");
				for (Path socket : sockets(own.getParent())) {
					assertPrivate(socket, "rw-------");
					crowd.gather(socket, IDLE / 2);
				}
				assertThat(crowd.size()).isEqualTo(IDLE);
				long start = System.nanoTime();
				try (WorkerConnection<Counter> second = master.workers().spawn(counter, 2)) {
					Figures.printSince("D6", "past %d others a worker has joined after".formatted(IDLE), start);
					assertThat(second.run(add, 3)).isEqualTo(5);
					assertThat(first.run(add, 3)).isEqualTo(4);
					assertNeitherOpensTheOther(master, first.worker(), second.worker());
				}
			}
		}
	}

	private static void assertNeitherOpensTheOther(TestMaster master, Worker<Counter> one, Worker<Counter> other) {
		Worker<Counter> mixed = new Worker<>(one.id(), one.name(), one.pid(), one.address(), other.secret(), one.rpc());
		assertThatExceptionOfType(WorkerAuthenticationException.class)
			.isThrownBy(() -> master.workers().connect(mixed));
		master.workers().connect(one).close();
	}

	// That of the master, and that of the worker
	private static List<Path> sockets(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

	private static void assertPrivate(Path path, String permissions) throws IOException {
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo(permissions);
	}

	/**
	 * Connections that show no key. Every tenth of them sends a byte of one each 100 ms.
	 */
	private static final class Crowd implements AutoCloseable {

		private final List<SocketChannel> channels = new ArrayList<>();

		private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

		Crowd() {
			this.clock.scheduleAtFixedRate(this::trickle, 0, Duration.ofMillis(100).toMillis(), TimeUnit.MILLISECONDS);
		}

		synchronized void gather(Path socket, int count) throws IOException {
			for (int i = 0; i < count; i++) {
				SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
				this.channels.add(channel);
				if (i % SLOW == 0) {
					// The length of a frame of 100 bytes
					channel.write(ByteBuffer.wrap(new byte[] { 0, 0, 100 }));
				}
			}
		}

		synchronized int size() {
			return this.channels.size();
		}

		private synchronized void trickle() {
			for (int i = 0; i < this.channels.size(); i += SLOW) {
				try {
					this.channels.get(i).write(ByteBuffer.allocate(1));
				}
				catch (IOException ex) {
					// It had to make room, or took too long
				}
			}
		}

		@Override
		public synchronized void close() throws IOException {
			this.clock.shutdownNow();
			for (SocketChannel channel : this.channels) {
				channel.close();
			}
		}

	}

}
