package io.rpcparallel.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import io.rsocket.Closeable;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.transport.ServerTransport.ConnectionAcceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.WorkerAddress;

/**
 * Accepts connections. They live on when it is closed.
 */
final class SocketListener implements Closeable {

	private static final Log logger = LogFactory.getLog(SocketListener.class);

	/**
	 * How many workers may connect at once before one of them has to wait.
	 */
	private static final int BACKLOG = 512;

	private static final Duration PAUSE = Duration.ofMillis(100);

	private final ServerSocketChannel channel;

	private final SocketAddress address;

	private final ConnectionAcceptor acceptor;

	private final LinkLimits limits;

	private final LinkThreads threads;

	private final Set<SocketConnection> accepted = ConcurrentHashMap.newKeySet();

	private final Newcomers newcomers;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private volatile boolean ending;

	/**
	 * Listen.
	 * @param server decides about connections
	 * @param address where to listen
	 * @param limits what those who connect are held to
	 * @param threads where the threads of connections come from
	 * @return the listener
	 * @throws IOException if it can't be listened there
	 */
	static SocketListener bind(RSocketServer server, SocketAddress address, LinkLimits limits, LinkThreads threads)
			throws IOException {
		ServerSocketChannel channel = (address instanceof UnixDomainSocketAddress)
				? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
		try {
			channel.bind(address, BACKLOG);
			if (address instanceof UnixDomainSocketAddress unix) {
				// The folder keeps others out already
				SocketFolder.makePrivate(unix.getPath());
			}
			SocketListener listener = new SocketListener(channel,
					server.asConnectionAcceptor(FrameLengthCodec.FRAME_LENGTH_MASK), limits, threads);
			threads.start("accept", listener::run);
			return listener;
		}
		catch (Throwable ex) {
			channel.close();
			throw ex;
		}
	}

	private SocketListener(ServerSocketChannel channel, ConnectionAcceptor acceptor, LinkLimits limits,
			LinkThreads threads) throws IOException {
		this.channel = channel;
		this.address = channel.getLocalAddress();
		this.acceptor = acceptor;
		this.limits = limits;
		this.newcomers = new Newcomers(limits.refused());
		this.threads = threads;
	}

	WorkerAddress address() {
		return (this.address instanceof InetSocketAddress tcp)
				? new WorkerAddress.Tcp(tcp.getAddress().getHostAddress(), tcp.getPort())
				: new WorkerAddress.UnixSocket(((UnixDomainSocketAddress) this.address).getPath());
	}

	/**
	 * Accept connections until the end, on this thread.
	 */
	void run() {
		while (this.channel.isOpen()) {
			try {
				accepted(this.channel.accept());
			}
			catch (ClosedChannelException ex) {
				logger.debug("Connections are accepted no longer", ex);
			}
			catch (Throwable ex) {
				// Such as too many open files or threads, which may end
				logger.warn("A connection could not be accepted", ex);
				LockSupport.parkNanos(PAUSE.toNanos());
			}
		}
		this.closed.tryEmitEmpty();
	}

	private void accepted(SocketChannel accepted) throws IOException {
		SocketConnection connection;
		try {
			connection = new SocketConnection(accepted, accepted.getRemoteAddress(),
					InboundChecks.ofAccepted(this.limits), this.limits);
		}
		catch (Throwable ex) {
			accepted.close();
			throw ex;
		}
		this.accepted.add(connection);
		this.newcomers.add(connection);
		connection.onClose().subscribe(null, null, () -> {
			this.newcomers.remove(connection);
			this.accepted.remove(connection);
		});
		try {
			this.threads.startReader(connection, () -> serve(connection));
		}
		catch (Throwable ex) {
			connection.end();
			throw ex;
		}
	}

	private void serve(SocketConnection connection) {
		try {
			accept(connection);
		}
		catch (Throwable ex) {
			// Nobody else would, as nobody reads it
			connection.end();
			throw ex;
		}
		connection.run();
	}

	private void accept(SocketConnection connection) {
		this.acceptor.apply(connection).subscribe(null, (ex) -> {
			logger.debug("A connection was not accepted", ex);
			if (ex instanceof TimeoutException) {
				this.limits.refused().add("it has not shown its key in time");
			}
			connection.dispose();
		}, () -> this.newcomers.remove(connection));
		if (this.ending) {
			connection.dispose();
		}
	}

	@Override
	public Mono<Void> onClose() {
		return this.closed.asMono();
	}

	/**
	 * Stop to listen.
	 */
	@Override
	public void dispose() {
		if (this.address instanceof UnixDomainSocketAddress unix) {
			SocketFolder.remove(unix.getPath());
		}
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.debug("A socket could not be closed", ex);
		}
	}

	/**
	 * Return whether those who have connected have taken all that was sent to them.
	 * @return whether nothing waits to be written
	 */
	boolean hasWritten() {
		return this.accepted.stream().allMatch(SocketConnection::hasWritten);
	}

	/**
	 * Stop to listen, and end all connections that were accepted.
	 * @return completes when that is done
	 */
	Mono<Void> end() {
		dispose();
		this.ending = true;
		Mono<Void> ends = Mono.when(this.accepted.stream().map(SocketConnection::onClose).toList());
		this.accepted.forEach(SocketConnection::dispose);
		return Mono.when(onClose(), ends);
	}

	@Override
	public boolean isDisposed() {
		return !this.channel.isOpen();
	}

}
