package io.rpcparallel.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketFolder}.
 */
class SocketFolderTests {

	private final SocketFolder folder = new SocketFolder();

	@Test
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
