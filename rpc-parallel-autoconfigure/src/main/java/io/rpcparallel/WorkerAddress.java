package io.rpcparallel;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * Where a worker listens: on a port, or, on this machine, on a Unix domain socket.
 *
 * @since 0.1.0
 */
public sealed interface WorkerAddress {

	/**
	 * What stands before the path of a socket in the text of its address.
	 */
	String UNIX_PREFIX = "unix:";

	/**
	 * Read the text that {@link #text()} makes.
	 * @param text {@code unix:} and a path, or a host, a colon and a port
	 * @return the address
	 * @throws IllegalArgumentException if the text is neither
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static WorkerAddress parse(String text) {
		if (text.startsWith(UNIX_PREFIX)) {
			return new UnixSocket(Path.of(text.substring(UNIX_PREFIX.length())));
		}
		int colon = text.lastIndexOf(':');
		Assert.isTrue(colon > 0, () -> "'%s' is no address of a worker".formatted(text));
		return new Tcp(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
	}

	/**
	 * Return what to connect to.
	 * @return the address of the socket
	 */
	SocketAddress toSocketAddress();

	/**
	 * Return the address as text.
	 * @return {@code unix:} and a path, or a host, a colon and a port
	 */
	@JsonValue
	String text();

	/**
	 * A port.
	 *
	 * @param host the host
	 * @param port the port
	 */
	record Tcp(String host, int port) implements WorkerAddress {

		/**
		 * Create an address.
		 */
		public Tcp {
			Assert.hasText(host, "'host' must not be empty");
		}

		@Override
		public SocketAddress toSocketAddress() {
			return new InetSocketAddress(this.host, this.port);
		}

		@Override
		public String text() {
			return this.host + ":" + this.port;
		}

		@Override
		public String toString() {
			return text();
		}

	}

	/**
	 * A Unix domain socket.
	 *
	 * @param path the file that stands for it
	 */
	record UnixSocket(Path path) implements WorkerAddress {

		@Override
		public SocketAddress toSocketAddress() {
			return UnixDomainSocketAddress.of(this.path);
		}

		@Override
		public String text() {
			return UNIX_PREFIX + this.path;
		}

		@Override
		public String toString() {
			return text();
		}

	}

}
