package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;

/**
 * Hands output to whoever reads it. Who writes waits while as much is held as fits, until
 * it is read, nobody will read it any more, or the process has ended: then only what was
 * on its way still comes, and is taken without waiting.
 */
final class OutputPipe implements OutputSink {

	private static final int SMALLEST = 8 * 1024;

	private final int capacity;

	private final InputStream reader = new Reader();

	private byte[] held = new byte[0];

	private int first;

	private int count;

	private boolean processEnded;

	private boolean writerClosed;

	private boolean readerClosed;

	/**
	 * Create a pipe.
	 * @param capacity how many bytes are held while the process runs, and once more what
	 * comes after its end; beyond that they are thrown away
	 */
	OutputPipe(int capacity) {
		this.capacity = capacity;
	}

	@Override
	public InputStream reader() {
		return this.reader;
	}

	// Not line by line: a prompt has no end of line
	@Override
	public boolean isRaw() {
		return true;
	}

	@Override
	public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
		int written = 0;
		while (written < length && !this.readerClosed) {
			int room = room();
			if (room > 0) {
				int piece = Math.min(room, length - written);
				hold(bytes, offset + written, piece);
				written += piece;
				notifyAll();
			}
			else if (this.processEnded) {
				return;
			}
			else {
				await();
			}
		}
	}

	private int room() {
		return (this.processEnded ? 2 * this.capacity : this.capacity) - this.count;
	}

	private void hold(byte[] bytes, int offset, int length) {
		if (this.count + length > this.held.length) {
			byte[] larger = new byte[Math.max(SMALLEST, 2 * (this.count + length))];
			int atEnd = Math.min(this.count, this.held.length - this.first);
			System.arraycopy(this.held, this.first, larger, 0, atEnd);
			System.arraycopy(this.held, 0, larger, atEnd, this.count - atEnd);
			this.held = larger;
			this.first = 0;
		}
		int start = (this.first + this.count) % this.held.length;
		int atEnd = Math.min(length, this.held.length - start);
		System.arraycopy(bytes, offset, this.held, start, atEnd);
		System.arraycopy(bytes, offset + atEnd, this.held, 0, length - atEnd);
		this.count += length;
	}

	/**
	 * From now on nobody waits to write.
	 */
	@Override
	public synchronized void processEnded() {
		this.processEnded = true;
		notifyAll();
	}

	@Override
	public synchronized void close() {
		this.writerClosed = true;
		notifyAll();
	}

	private synchronized int take(byte[] bytes, int offset, int length) throws IOException {
		while (this.count == 0) {
			if (this.readerClosed) {
				throw new IOException("The stream is closed");
			}
			if (this.writerClosed) {
				return -1;
			}
			await();
		}
		int taken = Math.min(length, this.count);
		int atEnd = Math.min(taken, this.held.length - this.first);
		System.arraycopy(this.held, this.first, bytes, offset, atEnd);
		System.arraycopy(this.held, 0, bytes, offset + atEnd, taken - atEnd);
		this.first = (this.first + taken) % this.held.length;
		this.count -= taken;
		notifyAll();
		return taken;
	}

	private synchronized int takeable() {
		return this.count;
	}

	private synchronized void closeReader() {
		this.readerClosed = true;
		this.held = new byte[0];
		this.count = 0;
		notifyAll();
	}

	private void await() throws InterruptedIOException {
		try {
			wait();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for the other end of a pipe");
		}
	}

	/**
	 * The end to read from.
	 */
	private final class Reader extends InputStream {

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (take(one, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(one[0]);
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			Objects.checkFromIndexSize(offset, length, bytes.length);
			return (length == 0) ? 0 : take(bytes, offset, length);
		}

		@Override
		public int available() {
			return takeable();
		}

		@Override
		public void close() {
			closeReader();
		}

	}

}
