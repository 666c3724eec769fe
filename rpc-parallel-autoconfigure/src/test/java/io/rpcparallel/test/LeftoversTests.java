package io.rpcparallel.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a test leaves behind is seen, so that none can do so unnoticed.
 */
@LeavesNothingBehind
class LeftoversTests {

	@Test
	@Tag("G12")
	void aProcessIsSeenAndSoIsOneThatNobodyHasWaitedFor() throws Exception {
		Process process = new ProcessBuilder("sh", "-c", "sleep 0 & exec sleep 1000").start();
		try {
			Awaitility.await()
				.untilAsserted(() -> assertThat(Leftovers.processes())
					.anyMatch((line) -> line.startsWith(process.pid() + " ") && line.contains("sleep 1000"))
					.anyMatch((line) -> line.contains(" (zombie) ")));
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	@Test
	@Tag("G12")
	void aThreadIsSeen() throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "rpc-parallel-left");
		thread.start();
		assertThat(Leftovers.threads()).containsExactly("rpc-parallel-left");
		end.countDown();
		thread.join();
		assertThat(Leftovers.threads()).isEmpty();
	}

	@Test
	@Tag("G12")
	void aSocketIsSeen() throws IOException {
		Set<String> before = Leftovers.sockets();
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(socket.isBound()).isTrue();
			assertThat(Leftovers.sockets()).hasSize(before.size() + 1).containsAll(before);
		}
		assertThat(Leftovers.sockets()).isEqualTo(before);
	}

}
