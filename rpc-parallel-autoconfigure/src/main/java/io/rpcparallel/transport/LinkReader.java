package io.rpcparallel.transport;

import org.jspecify.annotations.Nullable;

/**
 * The thread that reads a link. It can be lent to a request that came over it, which
 * saves a change of threads. When that takes longer than expected, another thread goes on
 * reading.
 */
public interface LinkReader {

	/**
	 * Return the reader that the current thread is.
	 * @return the reader, or {@code null} if the thread does not read a link that can do
	 * without it
	 */
	static @Nullable LinkReader current() {
		return (Thread.currentThread() instanceof LinkReader reader) ? reader : null;
	}

	/**
	 * Return whether the link waits for this thread.
	 * @return {@code false} while it is lent, and once another thread reads
	 */
	boolean isReading();

	/**
	 * Lend this thread to the request that it has just read.
	 * @return whether it was lent: only if requests follow each other closely, since
	 * keeping an eye on a lone one costs more than another thread does
	 */
	boolean lend();

	/**
	 * Give the thread back, which has to return to where it came from then.
	 */
	void giveBack();

}
