package io.rpcparallel.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

import io.rsocket.DuplexConnection;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.transport.ClientTransport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Connects to a socket.
 */
final class SocketClientTransport implements ClientTransport {

	private static final Log logger = LogFactory.getLog(SocketClientTransport.class);

	private final SocketAddress address;

	private final LinkLimits limits;

	private final LinkThreads threads;

	private final Consumer<SocketConnection> connected;

	/**
	 * Create a transport.
	 * @param address where to connect to
	 * @param limits what the other side is held to
	 * @param threads where the thread of a connection comes from
	 * @param connected is told of each connection
	 */
	SocketClientTransport(SocketAddress address, LinkLimits limits, LinkThreads threads,
			Consumer<SocketConnection> connected) {
		this.address = address;
		this.limits = limits;
		this.threads = threads;
		this.connected = connected;
	}

	@Override
	public int maxFrameLength() {
		return FrameLengthCodec.FRAME_LENGTH_MASK;
	}

	@Override
	public Mono<DuplexConnection> connect() {
		return Mono.create((sink) -> {
			SocketChannel channel;
			try {
				channel = (this.address instanceof UnixDomainSocketAddress)
						? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
			}
			catch (IOException | UnsupportedOperationException ex) {
				sink.error(ex);
				return;
			}
			// Ends the attempt, and is of no effect once there is a connection
			sink.onCancel(() -> close(channel));
			try {
				this.threads.start("link", () -> connect(channel, sink));
			}
			catch (Throwable ex) {
				close(channel);
				sink.error(ex);
			}
		});
	}

	private void connect(SocketChannel channel, MonoSink<DuplexConnection> sink) {
		SocketConnection connection;
		try {
			channel.connect(this.address);
			connection = new SocketConnection(channel, this.address, InboundChecks.ofConnecting(this.limits),
					this.limits);
		}
		catch (Throwable ex) {
			close(channel);
			sink.error(ex);
			return;
		}
		try {
			this.connected.accept(connection);
			sink.success(connection);
		}
		catch (Throwable ex) {
			// Nobody else would, as nobody reads it
			connection.end();
			sink.error(ex);
			return;
		}
		connection.run();
	}

	private static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			logger.debug("A socket could not be closed", ex);
		}
	}

}
