package io.rpcparallel.benchmarks.contender.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import io.rpcparallel.benchmarks.contender.Endpoint;

/**
 * Answers on a plain blocking socket, with a thread for each connection: the least that
 * two JVMs need to talk.
 */
public final class RawEndpoint implements Endpoint {

	private final ServerSocketChannel channel;

	private final String address;

	private RawEndpoint(ServerSocketChannel channel, String address) {
		this.channel = channel;
		this.address = address;
		startThread("raw-acceptor", this::accept);
	}

	/**
	 * Listen on a loopback port.
	 * @return the endpoint
	 * @throws IOException if that fails
	 */
	public static RawEndpoint tcp() throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
		return new RawEndpoint(channel, Integer.toString(port));
	}

	/**
	 * Listen on a Unix domain socket in a private directory.
	 * @return the endpoint
	 * @throws IOException if that fails
	 */
	public static RawEndpoint unix() throws IOException {
		Path directory = Files.createTempDirectory("bench");
		Path socket = directory.resolve("socket");
		ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		channel.bind(UnixDomainSocketAddress.of(socket));
		return new RawEndpoint(channel, socket.toString());
	}

	@Override
	public String address() {
		return this.address;
	}

	private void accept() {
		try {
			while (true) {
				SocketChannel accepted = this.channel.accept();
				startThread("raw-connection", () -> serve(accepted));
			}
		}
		catch (AsynchronousCloseException ex) {
			// Closed by close()
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void serve(SocketChannel accepted) {
		try (RawChannel client = new RawChannel(accepted)) {
			while (true) {
				answer(client);
				if (!client.hasInput()) {
					client.flush();
				}
			}
		}
		catch (EOFException ex) {
			// The client has ended
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void answer(RawChannel client) throws IOException {
		int request = client.readInt();
		int value = client.readInt();
		switch (request) {
			case RawRequest.CALL -> {
				if (value >= 0) {
					client.writeInt(value + 1);
				}
			}
			case RawRequest.ECHO -> {
				byte[] bytes = client.readBytes(value);
				client.writeInt(bytes.length);
				client.writeBytes(bytes);
			}
			case RawRequest.TO_MASTER -> {
				for (int i = 0; i < value; i++) {
					client.writeInt(i);
				}
			}
			case RawRequest.TO_WORKER -> {
				long sum = 0;
				for (int i = 0; i < value; i++) {
					sum += client.readInt();
				}
				client.writeInt((int) (sum >> Integer.SIZE));
				client.writeInt((int) sum);
			}
			default -> throw new IOException("No such request: " + request);
		}
	}

	static void startThread(String name, Runnable body) {
		Thread thread = new Thread(body, name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
		deleteSocket(this.address);
	}

	// Its peer does so too, as whoever was killed can't
	static void deleteSocket(String address) throws IOException {
		Path socket = Path.of(address);
		if (socket.isAbsolute()) {
			Files.deleteIfExists(socket);
			Files.deleteIfExists(socket.getParent());
		}
	}

}
