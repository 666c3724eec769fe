package io.rpcparallel.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.frame.ErrorFrameCodec;
import io.rsocket.frame.KeepAliveFrameCodec;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * RSocket frames over a socket, laid out as RSocket's TCP transport does. One thread
 * reads, and may be relieved by another; whoever sends a frame writes it, and what is
 * sent while frames are read leaves in groups, the last of them after what was read.
 */
final class SocketConnection implements DuplexConnection, WriterEvents {

	private static final Log logger = LogFactory.getLog(SocketConnection.class);

	private final SocketChannel channel;

	private final SocketAddress remoteAddress;

	private final LinkLimits limits;

	private final Selector selector;

	private final SelectionKey key;

	private final FrameWriter writer;

	private final BufferAge bufferAge;

	private final FrameReader reader;

	private final LinkPulse pulse;

	private final Inbound inbound = new Inbound(this::dispose);

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private int ready;

	private volatile boolean disposed;

	private volatile @Nullable Thread thread;

	/**
	 * Create a connection.
	 * @param channel a connected channel, which belongs to the connection from now on
	 * @param remoteAddress what the channel is connected to
	 * @param checks looks at what comes
	 * @param limits what the other side is held to
	 * @throws IOException if the channel is not what it should be; it is closed then
	 */
	SocketConnection(SocketChannel channel, SocketAddress remoteAddress, InboundChecks checks, LinkLimits limits)
			throws IOException {
		this.channel = channel;
		this.remoteAddress = remoteAddress;
		this.limits = limits;
		this.pulse = new LinkPulse(limits.heartbeatInterval(), limits.heartbeatTimeout(), System::nanoTime);
		this.selector = channel.provider().openSelector();
		try {
			if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			}
			channel.configureBlocking(false);
			this.key = channel.register(this.selector, SelectionKey.OP_READ);
		}
		catch (IOException | RuntimeException ex) {
			this.selector.close();
			throw ex;
		}
		this.writer = new FrameWriter(limits.traffic().count(channel), FrameMemory.BUFFERS, this);
		this.bufferAge = new BufferAge(this.writer, limits.bufferAgeLimit());
		this.reader = new FrameReader(limits.traffic().count(channel), FrameMemory.BUFFERS, checks, this.inbound::next);
	}

	/**
	 * Read on this thread until the end, or until it is relieved.
	 */
	void run() {
		this.thread = Thread.currentThread();
		try {
			this.writer.flush();
			this.reader.proceed();
			boolean open = true;
			while (open && !ReaderThread.isRelieved()) {
				this.writer.flush();
				open = this.channel.isOpen() && step();
			}
		}
		catch (ForeignFrameException ex) {
			this.limits.refused().add(String.valueOf(ex.getMessage()));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("A connection ends", ex);
		}
		finally {
			leave();
		}
	}

	private void leave() {
		if (ReaderThread.isRelieved()) {
			// Its successor may not have seen the last that was left to write
			this.writer.flush();
		}
		else {
			end();
		}
	}

	/**
	 * Write what waits to be written together with what follows.
	 */
	void flush() {
		this.writer.flush();
	}

	/**
	 * Prepare for another thread that reads, while this one is lent to a request.
	 */
	void handOver() {
		this.reader.handOver();
	}

	// Returns whether the connection goes on
	private boolean step() throws IOException {
		this.ready = 0;
		this.selector.select((key) -> this.ready = key.readyOps(), patience());
		// Nobody has a reason to interrupt this thread, and it would not wait any more
		Thread.interrupted();
		if (!this.key.isValid()) {
			return false;
		}
		if ((this.ready & SelectionKey.OP_WRITE) != 0) {
			this.key.interestOps(SelectionKey.OP_READ);
			this.writer.resume();
		}
		else if (this.bufferAge.isOver()) {
			return false;
		}
		if ((this.ready & SelectionKey.OP_READ) != 0) {
			this.pulse.heard();
			if (!this.reader.read()) {
				return false;
			}
		}
		// What was read may have cost this thread the connection
		return ReaderThread.isRelieved() || beat();
	}

	// Returns whether the other side lives, as far as is known
	private boolean beat() {
		if (!this.pulse.isDue()) {
			return true;
		}
		Duration silence = this.pulse.check();
		if (silence != null) {
			logger.warn(
					"A connection is ended: its other side has been silent for %d ms. See 'rpc-parallel.rpc.heartbeat-timeout'"
						.formatted(silence.toMillis()));
			return false;
		}
		if (this.pulse.isBeatDue()) {
			sendFrame(0, KeepAliveFrameCodec.encode(alloc(), true, 0, Unpooled.EMPTY_BUFFER));
		}
		return true;
	}

	// In milliseconds, with 0 for ever
	private long patience() {
		long untilBeat = this.pulse.millisLeft();
		long left = this.bufferAge.millisLeft();
		return (untilBeat == 0 || (left > 0 && left < untilBeat)) ? left : untilBeat;
	}

	// On the thread that reads
	void startPulse() {
		this.pulse.start();
	}

	/**
	 * Live on however long the other side is silent.
	 */
	void outlastSilence() {
		this.pulse.outlastSilence();
	}

	/**
	 * Return whether the other side has taken all that was sent to it.
	 * @return whether nothing waits to be written
	 */
	boolean hasWritten() {
		return this.writer.waitingBytes() == 0;
	}

	/**
	 * Let go of everything, on the thread that reads, or before there is one.
	 */
	void end() {
		close(this.channel);
		// Only this lets go of the socket
		close(this.selector);
		try {
			this.writer.close();
			this.reader.close();
			this.inbound.end();
			this.inbound.complete();
		}
		finally {
			this.closed.tryEmitEmpty();
		}
	}

	private static void close(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			logger.debug("A connection could not be closed", ex);
		}
	}

	@Override
	public void blocked() {
		if (this.disposed) {
			closeAtOnce();
			return;
		}
		try {
			this.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
		}
		catch (CancelledKeyException ex) {
			logger.debug("A connection has ended while it was written to", ex);
		}
		if (Thread.currentThread() != this.thread) {
			this.selector.wakeup();
		}
	}

	@Override
	public void finished() {
		dispose();
	}

	@Override
	public void sendFrame(int streamId, ByteBuf frame) {
		if (this.pulse.start() && Thread.currentThread() != this.thread) {
			this.selector.wakeup();
		}
		boolean later = (Thread.currentThread() == this.thread);
		this.writer.add(frame, streamId == 0, later);
		if (later && Thread.currentThread() != this.thread) {
			// Its successor has written what there was, and does not know of this one
			this.writer.flush();
		}
	}

	@Override
	public void sendErrorAndClose(RSocketErrorException failure) {
		this.inbound.end();
		this.writer.finish(ErrorFrameCodec.encode(alloc(), 0, failure));
		// It waits less long from now on
		this.selector.wakeup();
	}

	@Override
	public Flux<ByteBuf> receive() {
		return this.inbound;
	}

	@Override
	public ByteBufAllocator alloc() {
		return FrameMemory.FRAMES;
	}

	@Override
	public SocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public Mono<Void> onClose() {
		return this.closed.asMono();
	}

	/**
	 * End the connection at once, but for what the other side takes without delay.
	 */
	@Override
	public void dispose() {
		this.disposed = true;
		// RSocket has let go of what it keeps for each request, and would keep more
		this.inbound.end();
		if (this.writer.finish()) {
			closeAtOnce();
		}
	}

	private void closeAtOnce() {
		close(this.channel);
		this.selector.wakeup();
	}

	@Override
	public boolean isDisposed() {
		return this.disposed || !this.channel.isOpen()
				|| Boolean.TRUE.equals(this.closed.scan(Scannable.Attr.TERMINATED));
	}

}
