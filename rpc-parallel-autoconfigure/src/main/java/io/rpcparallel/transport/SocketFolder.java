package io.rpcparallel.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The private folder of a master, with its socket and those of its workers. Each process
 * removes its own socket; a master removes that of a worker that has ended. Whoever finds
 * the folder without a living socket removes it: the master, or the last of its workers
 * if the master was killed.
 */
final class SocketFolder {

	private static final Log logger = LogFactory.getLog(SocketFolder.class);

	/**
	 * How long the path of the folder may be: with a name of at most 13 bytes, that of a
	 * socket fits into the 104 bytes that some systems have for it (Linux has 108), with
	 * its end.
	 */
	private static final int LONGEST = 88;

	private @Nullable Path folder;

	private int count;

	/**
	 * Return the name of a socket that is not there yet.
	 * @return the path
	 * @throws IOException if there can be no such socket
	 */
	synchronized Path reserve() throws IOException {
		Path folder = this.folder;
		if (folder == null || !Files.isDirectory(folder)) {
			folder = create();
			this.folder = folder;
		}
		this.count++;
		return folder.resolve(Integer.toString(this.count, Character.MAX_RADIX));
	}

	private static Path create() throws IOException {
		try {
			ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
			Path folder = Files.createTempDirectory("rpc-parallel-",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			if (folder.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
				Files.delete(folder);
				throw new IOException("The path %s is too long for sockets in it".formatted(folder));
			}
			return folder;
		}
		catch (UnsupportedOperationException ex) {
			throw new IOException("This platform has no private Unix domain sockets", ex);
		}
	}

	/**
	 * Remove what is left of a socket that is used no longer.
	 * @param socket the path
	 */
	static void remove(Path socket) {
		try {
			Files.deleteIfExists(socket);
		}
		catch (IOException ex) {
			logger.warn("The socket '%s' could not be removed".formatted(socket), ex);
		}
	}

	/**
	 * Let nobody else connect to a socket, wherever it is.
	 * @param socket the path
	 * @throws IOException if that is impossible
	 */
	static void makePrivate(Path socket) throws IOException {
		Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
	}

	/**
	 * Remove the folder and all in it, unless somebody listens there.
	 */
	synchronized void close() {
		if (this.folder != null) {
			sweep(this.folder);
		}
	}

	/**
	 * Remove all sockets in the folder of one on which nobody listens, and the folder if
	 * there are no others.
	 * @param socket the path of one of them
	 */
	static void sweepAround(Path socket) {
		Path folder = socket.getParent();
		if (folder != null) {
			sweep(folder);
		}
	}

	private static void sweep(Path folder) {
		if (!Files.isDirectory(folder)) {
			return;
		}
		try {
			for (Path socket : sockets(folder)) {
				if (!isAlive(socket)) {
					remove(socket);
				}
			}
			Files.deleteIfExists(folder);
		}
		catch (DirectoryNotEmptyException ex) {
			logger.debug("Others still use the folder " + folder);
		}
		catch (IOException ex) {
			logger.debug("The folder of sockets could not be removed, perhaps since others do so now", ex);
		}
	}

	private static List<Path> sockets(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

	/**
	 * Return whether somebody listens on a socket.
	 * @param socket the path
	 * @return {@code false} if it is known that nobody does
	 */
	static boolean isAlive(Path socket) {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			// A process that is stopped may have a full queue
			channel.configureBlocking(false);
			channel.connect(UnixDomainSocketAddress.of(socket));
			return true;
		}
		catch (ConnectException ex) {
			logger.debug("Nobody listens on " + socket, ex);
			return false;
		}
		catch (IOException ex) {
			logger.debug("It is not known whether somebody listens on " + socket, ex);
			return Files.exists(socket);
		}
	}

}
