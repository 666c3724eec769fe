package io.rpcparallel.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A thread that reads a connection until the end, or until it is relieved: while it is
 * lent, whoever watches it may let another thread go on from where it is.
 */
final class ReaderThread extends Thread implements LinkReader {

	private static final AtomicIntegerFieldUpdater<ReaderThread> STATE = AtomicIntegerFieldUpdater
		.newUpdater(ReaderThread.class, "state");

	private static final int READING = 0;

	private static final int LENT = 1;

	private static final int HANDING_OVER = 2;

	private static final int RELIEVED = 3;

	/**
	 * Requests that follow each other within this time are worth being watched.
	 */
	private static final long CLOSE = Duration.ofMillis(1).toNanos();

	/**
	 * How long the answer of one request may wait for that of another, to leave together
	 * with it.
	 */
	private static final long TOGETHER = Duration.ofNanos(200_000).toNanos();

	private final SocketConnection connection;

	private final LinkWatch watch;

	private volatile int state = READING;

	private long lentAt;

	private long flushed = System.nanoTime() - 2 * TOGETHER;

	private long free = System.nanoTime() - 2 * CLOSE;

	/**
	 * Create a thread.
	 * @param connection what it reads
	 * @param task what it runs
	 * @param watch is told when it is lent
	 * @param name its name
	 */
	ReaderThread(SocketConnection connection, Runnable task, LinkWatch watch, String name) {
		super(task, name);
		this.connection = connection;
		this.watch = watch;
	}

	/**
	 * Return whether another thread reads what the current thread has read until now.
	 * @return whether the current thread has to leave the connection alone
	 */
	static boolean isRelieved() {
		return Thread.currentThread() instanceof ReaderThread reader && reader.state == RELIEVED;
	}

	/**
	 * Return what the current thread reads.
	 * @return the connection
	 * @throws IllegalStateException if it reads none
	 */
	static SocketConnection currentConnection() {
		if (Thread.currentThread() instanceof ReaderThread reader) {
			return reader.connection;
		}
		throw new IllegalStateException("Thread '%s' reads no connection".formatted(Thread.currentThread().getName()));
	}

	@Override
	public boolean isReading() {
		return this.state == READING;
	}

	@Override
	public boolean lend() {
		long now = System.nanoTime();
		boolean close = now - this.free < CLOSE;
		this.free = now;
		if (!close || this.state != READING) {
			return false;
		}
		if (now - this.flushed > TOGETHER) {
			this.flushed = now;
			this.connection.flush();
		}
		this.lentAt = now;
		this.state = LENT;
		this.watch.lent();
		return true;
	}

	@Override
	public void giveBack() {
		while (!STATE.compareAndSet(this, LENT, READING) && this.state != RELIEVED) {
			// For as long as it takes to copy what waits to be read
			Thread.onSpinWait();
		}
		this.free = System.nanoTime();
	}

	/**
	 * Relieve the thread if it has been lent for too long.
	 * @param limit how long it may be lent, in nanoseconds
	 * @return whether another one has to go on reading the connection now
	 */
	boolean relieve(long limit) {
		if (this.state != LENT || System.nanoTime() - this.lentAt < limit
				|| !STATE.compareAndSet(this, LENT, HANDING_OVER)) {
			return false;
		}
		int next = LENT;
		try {
			this.connection.handOver();
			next = RELIEVED;
		}
		finally {
			this.state = next;
		}
		return true;
	}

	boolean isLent() {
		return this.state == LENT;
	}

	SocketConnection connection() {
		return this.connection;
	}

}
