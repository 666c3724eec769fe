package io.rpcparallel.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link SocketFolder}.
 */
class SocketFolderTests {

	private final SocketFolder folder = new SocketFolder();

	@Test
	@Tag("F5")
	void nobodyElseCanEnterTheFolder() throws IOException {
		Path socket = this.folder.reserve();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
			.isEqualTo("rwx------");
		assertThat(socket).doesNotExist();
		assertThat(this.folder.reserve()).hasParentRaw(socket.getParent()).isNotEqualTo(socket);
		this.folder.close();
		assertThat(socket.getParent()).doesNotExist();
	}

	@Test
	@Tag("F5")
	void anotherUserDoesNotReachTheSocket() throws Exception {
		Path setpriv = Path.of("/usr/bin/setpriv");
		assumeThat(setpriv).as("what changes users").isExecutable();
		assumeThat(System.getProperty("user.name")).as("who may do that").isEqualTo("root");
		Path socket = this.folder.reserve();
		try (ServerSocketChannel listening = listen(socket)) {
			SocketFolder.makePrivate(socket);
			assertThat(listening.isOpen()).isTrue();
			assertThat(asNobody(setpriv, "true")).isZero();
			assertThat(asNobody(setpriv, "ls", socket.toString())).isNotZero();
			assertThat(asNobody(setpriv, "ls", socket.getParent().toString())).isNotZero();
		}
		SocketFolder.sweepAround(socket);
	}

	private static int asNobody(Path setpriv, String... command) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(
				List.of(setpriv.toString(), "--reuid", "65534", "--regid", "65534", "--clear-groups"));
		line.addAll(List.of(command));
		return new ProcessBuilder(line).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
	}

	@Test
	void socketsOfTheDeadAreSweptAndThoseOfTheLivingAreNot() throws IOException {
		Path living = this.folder.reserve();
		Path dead = this.folder.reserve();
		listen(dead).close();
		assertThat(dead).exists();
		try (ServerSocketChannel listening = listen(living)) {
			SocketFolder.sweepAround(dead);
			assertThat(dead).doesNotExist();
			assertThat(living).exists();
			assertThat(listening.isOpen()).isTrue();
		}
		SocketFolder.sweepAround(dead);
		assertThat(living.getParent()).doesNotExist();
		SocketFolder.sweepAround(dead);
	}

	@Test
	void aFolderThatHasGoneIsMadeAgain() throws IOException {
		Path first = this.folder.reserve();
		Files.delete(first.getParent());
		Path second = this.folder.reserve();
		assertThat(second.getParent()).isDirectory();
		this.folder.close();
		assertThat(second.getParent()).doesNotExist();
	}

	private static ServerSocketChannel listen(Path path) throws IOException {
		return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
	}

}
