package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.frame.FrameLengthCodec;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes frames to a channel that does not block. The thread that adds a frame writes it
 * itself, unless another thread writes already: that one then takes along what has been
 * added meanwhile. Small frames are copied next to each other, so that many of them leave
 * in one write, and are released at once. When the other side takes no more, the owner of
 * the channel goes on.
 */
final class FrameWriter {

	static final int BUFFER_SIZE = 64 * 1024;

	// With more of them the other side has nothing to do meanwhile, and two processes
	// take
	// turns instead of working at once: measured with 64 calls outstanding, half as many
	// again are answered as when all of what was read is answered together, at the same
	// cost. With fewer the cost of the writes grows.
	static final int GATHERED_FRAMES = 16;

	private static final Log logger = LogFactory.getLog(FrameWriter.class);

	private final Object monitor = new Object();

	private final GatheringByteChannel channel;

	private final WriterEvents events;

	// Frames that did not fit into the buffer, and those after them
	private final Deque<ByteBuf> backlog = new ArrayDeque<>();

	private ByteBuf filling;

	private ByteBuf writing;

	// Frames that were added for later since the last write
	private int gathered;

	// Whether the first of the backlog is being written
	private boolean started;

	// Whether a thread writes, or the owner of the channel is to go on
	private boolean busy;

	private boolean finishing;

	private boolean closed;

	private volatile boolean blocked;

	private volatile long progress;

	FrameWriter(GatheringByteChannel channel, ByteBufAllocator allocator, WriterEvents events) {
		this.channel = channel;
		this.events = events;
		this.filling = allocator.directBuffer(BUFFER_SIZE, BUFFER_SIZE);
		this.writing = allocator.directBuffer(BUFFER_SIZE, BUFFER_SIZE);
	}

	/**
	 * Add a frame, and write it unless that is to be done later.
	 * @param frame the frame, which is released
	 * @param urgent whether it goes before those that wait
	 * @param later whether {@link #flush} follows soon; one in so many such frames is
	 * written all the same, together with those before it
	 */
	void add(ByteBuf frame, boolean urgent, boolean later) {
		int length = frame.readableBytes();
		synchronized (this.monitor) {
			if (this.closed || this.finishing) {
				frame.release();
				return;
			}
			if (this.backlog.isEmpty() && length + FrameLengthCodec.FRAME_LENGTH_SIZE <= this.filling.writableBytes()) {
				copy(frame, length);
				if (later && ++this.gathered < GATHERED_FRAMES) {
					return;
				}
			}
			else {
				wait(frame, urgent);
			}
			if (this.busy) {
				return;
			}
			this.busy = true;
		}
		write(true);
	}

	private void copy(ByteBuf frame, int length) {
		int start = this.filling.writerIndex();
		boolean whole = false;
		try {
			this.filling.writeMedium(length);
			frame.readBytes(this.filling, length);
			whole = true;
		}
		finally {
			if (!whole) {
				// Such as at the end of the stack of whoever sends
				this.filling.writerIndex(start);
			}
			frame.release();
		}
	}

	private void wait(ByteBuf frame, boolean urgent) {
		if (!urgent || this.backlog.isEmpty()) {
			this.backlog.add(frame);
		}
		else if (this.started) {
			ByteBuf first = this.backlog.remove();
			this.backlog.addFirst(frame);
			this.backlog.addFirst(first);
		}
		else {
			this.backlog.addFirst(frame);
		}
	}

	/**
	 * Write what has been added, unless a thread does so already.
	 */
	void flush() {
		synchronized (this.monitor) {
			if (this.busy || this.closed || isEmpty()) {
				return;
			}
			this.busy = true;
		}
		write(true);
	}

	/**
	 * Add the last frame.
	 * @param frame the frame, which is released
	 */
	void finish(ByteBuf frame) {
		add(frame, false, true);
		synchronized (this.monitor) {
			if (this.finishing || this.closed) {
				return;
			}
			this.finishing = true;
			if (this.busy) {
				return;
			}
			this.busy = true;
		}
		write(true);
	}

	/**
	 * Take no more frames, and write what has been added, unless the other side takes no
	 * more.
	 * @return whether that is done; if not, {@link WriterEvents} tell it
	 */
	boolean finish() {
		synchronized (this.monitor) {
			if (this.closed || this.blocked || (!this.busy && isEmpty())) {
				return true;
			}
			this.finishing = true;
			if (this.busy) {
				return false;
			}
			this.busy = true;
		}
		write(true);
		return false;
	}

	boolean isBlocked() {
		return this.blocked;
	}

	boolean isFinishing() {
		synchronized (this.monitor) {
			return this.finishing;
		}
	}

	/**
	 * Return for how long nothing has been taken of what waits.
	 * @return nanoseconds
	 */
	long blockedNanos() {
		return this.blocked ? System.nanoTime() - this.progress : 0;
	}

	long waitingBytes() {
		synchronized (this.monitor) {
			return (long) this.writing.readableBytes() + this.filling.readableBytes()
					+ this.backlog.stream().mapToLong(ByteBuf::readableBytes).sum();
		}
	}

	/**
	 * Go on after the other side took no more, on the thread that owns the channel.
	 */
	void resume() {
		if (this.blocked) {
			this.blocked = false;
			write(false);
		}
	}

	/**
	 * Release what waits, on the thread that owns the channel, which is closed.
	 */
	void close() {
		synchronized (this.monitor) {
			boolean alone = !this.busy || this.blocked;
			close(alone);
		}
	}

	// Whether the other side has taken something since it was last seen to take nothing
	private void write(boolean moved) {
		boolean progressed = moved;
		try {
			while (this.writing.isReadable() || prepare()) {
				if (this.writing.readBytes(this.channel, this.writing.readableBytes()) == 0) {
					if (progressed) {
						this.progress = System.nanoTime();
					}
					if (becomesBlocked()) {
						this.events.blocked();
					}
					return;
				}
				progressed = true;
			}
		}
		catch (IOException ex) {
			// What the other side has sent before is still to be read, and so is the end
			logger.debug("A connection takes no more frames", ex);
			fail(false);
		}
		catch (Throwable ex) {
			// Such as the end of the stack of whoever sends: what was written isn't known
			fail(true);
			throw ex;
		}
	}

	private void fail(boolean atOnce) {
		boolean last = atOnce;
		try {
			synchronized (this.monitor) {
				last = last || this.finishing;
				close(true);
			}
		}
		finally {
			if (last) {
				this.events.finished();
			}
		}
	}

	private boolean becomesBlocked() {
		synchronized (this.monitor) {
			if (this.closed) {
				close(true);
				return false;
			}
			this.blocked = true;
			return true;
		}
	}

	// Returns whether there is something to write
	private boolean prepare() {
		synchronized (this.monitor) {
			if (this.closed) {
				close(true);
				return false;
			}
			this.writing.clear();
			if (this.filling.isReadable()) {
				ByteBuf filled = this.filling;
				this.filling = this.writing;
				this.writing = filled;
				this.gathered = 0;
				return true;
			}
			fill();
			if (this.writing.isReadable()) {
				return true;
			}
			this.busy = false;
			if (!this.finishing) {
				return false;
			}
		}
		this.events.finished();
		return false;
	}

	private void fill() {
		ByteBuf first = this.backlog.peek();
		while (first != null && this.writing.writableBytes() > FrameLengthCodec.FRAME_LENGTH_SIZE) {
			if (!this.started) {
				this.writing.writeMedium(first.readableBytes());
				this.started = true;
			}
			first.readBytes(this.writing, Math.min(first.readableBytes(), this.writing.writableBytes()));
			if (first.isReadable()) {
				return;
			}
			this.backlog.remove().release();
			this.started = false;
			first = this.backlog.peek();
		}
	}

	private boolean isEmpty() {
		return !this.filling.isReadable() && this.backlog.isEmpty();
	}

	private void close(boolean alone) {
		this.closed = true;
		this.backlog.forEach(ByteBuf::release);
		this.backlog.clear();
		if (alone && this.filling.refCnt() > 0) {
			this.busy = false;
			this.blocked = false;
			this.filling.release();
			this.writing.release();
		}
	}

}
