package io.rpcparallel.transport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Watches threads that are lent to requests, on a thread of its own that rests while none
 * is.
 */
final class LinkWatch {

	private static final Log logger = LogFactory.getLog(LinkWatch.class);

	/**
	 * How long a thread may be lent, and how often it is looked after. About as long as a
	 * busy machine lets a thread wait for a processor, which no other thread changes.
	 */
	private static final long LIMIT = Duration.ofMillis(3).toNanos();

	// Relieves those that have been lent for longer, and returns whether others are lent
	private final LongPredicate relief;

	private volatile boolean used;

	private volatile boolean resting = true;

	private volatile boolean ended;

	private @Nullable Thread thread;

	/**
	 * Create a watch.
	 * @param relief relieves the threads that have been lent for longer than a number of
	 * nanoseconds, and returns whether there are others that are lent
	 */
	LinkWatch(LongPredicate relief) {
		this.relief = relief;
	}

	/**
	 * A thread has been lent.
	 */
	void lent() {
		if (!this.used) {
			this.used = true;
			if (this.resting) {
				wake();
			}
		}
	}

	private synchronized void wake() {
		this.resting = false;
		if (this.thread != null) {
			LockSupport.unpark(this.thread);
		}
		else if (!this.ended) {
			start();
		}
	}

	private void start() {
		Thread thread = new Thread(this::run, "rpc-parallel-watch");
		thread.setDaemon(true);
		try {
			thread.start();
			this.thread = thread;
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no thread that watches those that are lent, until the next is lent", ex);
			this.resting = true;
			this.used = false;
		}
	}

	private void run() {
		while (!this.ended) {
			LockSupport.parkNanos(this, LIMIT);
			boolean wasUsed = this.used;
			this.used = false;
			if (!this.relief.test(LIMIT) && !wasUsed) {
				rest();
			}
		}
	}

	private void rest() {
		this.resting = true;
		while (this.resting && !this.used && !this.ended) {
			LockSupport.park(this);
		}
		this.resting = false;
	}

	/**
	 * End the thread, when there are no threads to watch any more.
	 * @return the thread that ends, or {@code null} if there is none
	 */
	synchronized @Nullable Thread end() {
		this.ended = true;
		LockSupport.unpark(this.thread);
		return this.thread;
	}

}
