package io.rpcparallel.test;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.protocol.WorkerRole;

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
	void aProcessWhoseParentIsGoneIsSeen() throws Exception {
		ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 1000 > /dev/null 2>&1 & echo $!");
		// As a worker has it, and what a worker starts
		builder.environment().put(WorkerRole.VARIABLE, "stdin:" + ProcessHandle.current().pid());
		Process shell = builder.start();
		long orphan = Long.parseLong(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim());
		try {
			assertThat(shell.waitFor()).isZero();
			assertThat(Leftovers.processes()).anyMatch((line) -> line.startsWith(orphan + " "));
		}
		finally {
			Processes.kill(orphan);
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
	void anOpenFileIsSeenAndSoArePipesAndSockets(@TempDir Path folder) throws Exception {
		Path file = Files.createFile(folder.resolve("file")).toRealPath();
		Set<String> files = Leftovers.files();
		Set<String> sockets = Leftovers.sockets();
		Process process = new ProcessBuilder("cat").start();
		try (InputStream open = Files.newInputStream(file);
				ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(open.read()).isEqualTo(-1);
			assertThat(socket.isBound()).isTrue();
			assertThat(Leftovers.files()).contains(file.toString());
			assertThat(Leftovers.files()).filteredOn((each) -> !files.contains(each) && each.startsWith("pipe:"))
				.hasSize(3);
			assertThat(Leftovers.sockets()).hasSize(sockets.size() + 1);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertThat(Leftovers.sockets()).isEqualTo(sockets);
	}

}
