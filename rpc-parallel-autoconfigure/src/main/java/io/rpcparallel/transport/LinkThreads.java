package io.rpcparallel.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.NonBlocking;

/**
 * The threads of a transport.
 */
final class LinkThreads {

	private static final Log logger = LogFactory.getLog(LinkThreads.class);

	private static final long MOMENT = Duration.ofMillis(10).toMillis();

	private final Set<Thread> live = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private final LinkWatch watch = new LinkWatch(this::relieveReaders);

	/**
	 * Start a thread.
	 * @param role what it does
	 * @param task what it runs
	 */
	void start(String role, Runnable task) {
		String name = "rpc-parallel-%s-%d".formatted(role, this.count.incrementAndGet());
		start(task, (whole) -> new LinkThread(whole, name));
	}

	/**
	 * Start a thread that reads a connection and can be lent to its requests.
	 * @param connection the connection
	 * @param task what it runs
	 */
	void startReader(SocketConnection connection, Runnable task) {
		String name = "rpc-parallel-link-%d".formatted(this.count.incrementAndGet());
		start(task, (whole) -> new ReaderThread(connection, whole, this.watch, name));
	}

	private void start(Runnable task, Function<Runnable, Thread> factory) {
		Thread thread = factory.apply(() -> {
			try {
				task.run();
			}
			finally {
				this.live.remove(Thread.currentThread());
			}
		});
		thread.setDaemon(true);
		this.live.add(thread);
		try {
			thread.start();
		}
		catch (Throwable ex) {
			this.live.remove(thread);
			throw ex;
		}
	}

	private boolean relieveReaders(long limit) {
		boolean lent = false;
		for (Thread thread : this.live) {
			if (thread instanceof ReaderThread reader && reader.isLent()) {
				lent |= !relieve(reader, limit);
			}
		}
		return lent;
	}

	private boolean relieve(ReaderThread reader, long limit) {
		try {
			if (!reader.relieve(limit)) {
				return false;
			}
		}
		catch (Throwable ex) {
			// Such as no memory, of which there may be some soon
			logger.debug("A thread that runs a request could not be relieved of its connection", ex);
			return false;
		}
		SocketConnection connection = reader.connection();
		try {
			startReader(connection, connection::run);
		}
		catch (Throwable ex) {
			logger.warn("A connection ends, since there can be no thread that reads it", ex);
			connection.end();
		}
		// Nobody waits for it any more: it may be busy for long
		this.live.remove(reader);
		return true;
	}

	/**
	 * Wait until all threads but this one have ended, also if it is interrupted.
	 * @param timeout how long to wait at most
	 */
	void awaitEnd(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		boolean interrupted = false;
		for (Thread thread = another(); thread != null && System.nanoTime() < deadline; thread = another()) {
			interrupted |= join(thread);
		}
		Thread watching = this.watch.end();
		while (watching != null && watching.isAlive() && System.nanoTime() < deadline) {
			interrupted |= join(watching);
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable Thread another() {
		for (Thread thread : this.live) {
			if (thread != Thread.currentThread()) {
				return thread;
			}
		}
		return null;
	}

	// For a moment, since a reader that is relieved is waited for no longer. Returns
	// whether
	// this thread was interrupted meanwhile
	private static boolean join(Thread thread) {
		try {
			thread.join(MOMENT);
			return false;
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	/**
	 * A thread that must not block, since a connection lives by it.
	 */
	private static final class LinkThread extends Thread implements NonBlocking {

		LinkThread(Runnable task, String name) {
			super(task, name);
		}

	}

}
