package io.rpcparallel.test.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;

/**
 * Stands between a worker and those who connect to it, over TCP or a Unix domain socket,
 * and does to their connections what networks do.
 */
public final class FaultyProxy implements AutoCloseable {

	/**
	 * Where bytes go.
	 */
	public enum Direction {

		TO_SERVER, TO_CLIENT

	}

	private final WorkerAddress target;

	private final @Nullable Path folder;

	private final ServerSocketChannel listener;

	private final WorkerAddress address;

	private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();

	private final Object monitor = new Object();

	private final Set<Direction> stopped = EnumSet.noneOf(Direction.class);

	private final Map<Direction, Long> left = new EnumMap<>(Direction.class);

	private final Map<Direction, ByteArrayOutputStream> seen = new EnumMap<>(Direction.class);

	private volatile Duration latency = Duration.ZERO;

	private volatile long bytesPerSecond = Long.MAX_VALUE;

	private volatile boolean closed;

	/**
	 * Create a proxy that lets everything through.
	 * @param target where the server listens
	 */
	public FaultyProxy(WorkerAddress target) {
		this.target = target;
		try {
			if (target instanceof WorkerAddress.UnixSocket) {
				this.folder = Files.createTempDirectory("proxy-");
				Path socket = this.folder.resolve("s");
				this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
					.bind(UnixDomainSocketAddress.of(socket));
				this.address = new WorkerAddress.UnixSocket(socket);
			}
			else {
				this.folder = null;
				this.listener = ServerSocketChannel.open()
					.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				this.address = new WorkerAddress.Tcp(InetAddress.getLoopbackAddress().getHostAddress(),
						((InetSocketAddress) this.listener.getLocalAddress()).getPort());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public WorkerAddress address() {
		return this.address;
	}

	/**
	 * Return a handle of the worker behind the proxy with which one connects through it.
	 */
	public <S> Worker<S> inFrontOf(Worker<S> worker) {
		return new Worker<>(worker.id(), worker.name(), worker.pid(), this.address, worker.secret(), worker.rpc());
	}

	/**
	 * Let nothing through any more, neither bytes nor an end, as if a cable were cut.
	 */
	public void stop(Direction... directions) {
		synchronized (this.monitor) {
			this.stopped.addAll(Set.of(directions));
		}
	}

	/**
	 * Let through again what was stopped, also what has waited.
	 */
	public void resume() {
		synchronized (this.monitor) {
			this.stopped.clear();
			this.monitor.notifyAll();
		}
	}

	/**
	 * End all connections in both directions at once, over TCP with a reset.
	 */
	public void reset() throws IOException {
		for (SocketChannel channel : this.channels) {
			try {
				if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
					channel.setOption(StandardSocketOptions.SO_LINGER, 0);
				}
			}
			catch (ClosedChannelException ex) {
				// It has ended by itself
				continue;
			}
			channel.close();
		}
	}

	/**
	 * Reset all connections after a number of bytes in one direction.
	 */
	public void cutAfter(Direction direction, long bytes) {
		synchronized (this.monitor) {
			this.left.put(direction, bytes);
		}
	}

	/**
	 * Be slow from now on.
	 * @param latency how long each piece takes
	 * @param bytesPerSecond how many bytes fit through in each direction
	 */
	public void slowDown(Duration latency, long bytesPerSecond) {
		this.latency = latency;
		this.bytesPerSecond = bytesPerSecond;
	}

	/**
	 * Return what went through since the start.
	 */
	public byte[] seen(Direction direction) {
		synchronized (this.monitor) {
			ByteArrayOutputStream bytes = this.seen.get(direction);
			return (bytes != null) ? bytes.toByteArray() : new byte[0];
		}
	}

	private void accept() throws IOException {
		while (this.listener.isOpen()) {
			SocketChannel client = this.listener.accept();
			this.channels.add(client);
			try {
				SocketChannel server = SocketChannel.open(this.target.toSocketAddress());
				this.channels.add(server);
				start(() -> forward(client, server, Direction.TO_SERVER));
				start(() -> forward(server, client, Direction.TO_CLIENT));
			}
			catch (ConnectException ex) {
				client.close();
			}
		}
	}

	private void forward(SocketChannel from, SocketChannel to, Direction direction) throws IOException {
		boolean orderly = false;
		try {
			ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024);
			while (from.read(buffer) >= 0) {
				buffer.flip();
				awaitPassage(direction);
				boolean cut = see(buffer, direction);
				pause(buffer.remaining());
				while (buffer.hasRemaining()) {
					to.write(buffer);
				}
				buffer.clear();
				if (cut) {
					reset();
				}
			}
			awaitPassage(direction);
			to.shutdownOutput();
			orderly = true;
		}
		finally {
			if (!orderly) {
				from.close();
				to.close();
			}
		}
	}

	private void awaitPassage(Direction direction) throws IOException {
		synchronized (this.monitor) {
			while (this.stopped.contains(direction) && !this.closed) {
				try {
					this.monitor.wait();
				}
				catch (InterruptedException ex) {
					throw new IOException(ex);
				}
			}
		}
	}

	// Returns whether the connection is to be cut after what is left of the piece
	private boolean see(ByteBuffer piece, Direction direction) {
		synchronized (this.monitor) {
			long limit = this.left.getOrDefault(direction, Long.MAX_VALUE);
			boolean cut = piece.remaining() >= limit;
			if (cut) {
				piece.limit(piece.position() + (int) limit);
				this.left.remove(direction);
			}
			else if (limit != Long.MAX_VALUE) {
				this.left.put(direction, limit - piece.remaining());
			}
			byte[] bytes = new byte[piece.remaining()];
			piece.duplicate().get(bytes);
			this.seen.computeIfAbsent(direction, (any) -> new ByteArrayOutputStream()).writeBytes(bytes);
			return cut;
		}
	}

	private void pause(int bytes) {
		long until = System.nanoTime() + this.latency.toNanos()
				+ bytes * Duration.ofSeconds(1).toNanos() / this.bytesPerSecond;
		while (System.nanoTime() < until) {
			LockSupport.parkNanos(until - System.nanoTime());
		}
	}

	private static void start(Passage passage) {
		Thread thread = new Thread(() -> {
			try {
				passage.run();
			}
			catch (IOException ex) {
				// One of the two ends has gone, or this has
			}
		}, "faulty-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		this.closed = true;
		resume();
		try {
			this.listener.close();
			reset();
			if (this.folder != null) {
				Files.deleteIfExists(this.folder.resolve("s"));
				Files.deleteIfExists(this.folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Something that goes on until an end of a connection has gone.
	 */
	@FunctionalInterface
	private interface Passage {

		void run() throws IOException;

	}

}
