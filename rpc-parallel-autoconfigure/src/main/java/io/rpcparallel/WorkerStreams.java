package io.rpcparallel;

import java.io.InputStream;

/**
 * What a worker's process writes, byte by byte as it comes, where its spawn asked for
 * {@link WorkerOutput#pipe()}. Like a pipe of the operating system, each stream holds a
 * few hundred kilobytes that nobody has read yet; then the worker waits when it writes
 * more. So read a stream to its end, or close it: what comes afterwards is thrown away.
 * What the worker wrote last can still be read after it has ended. The {@code Process.t}
 * that {@code spawn_in_foreground} of {@code rpc_parallel} returns.
 *
 * @since 0.1.0
 */
public interface WorkerStreams {

	/**
	 * Return the standard output of the worker. For one thread at a time; reading ends
	 * with an {@link java.io.InterruptedIOException} if the thread is interrupted.
	 * @return the same stream each time
	 * @throws IllegalStateException if it is not piped
	 */
	InputStream stdout();

	/**
	 * Return the standard error of the worker, which is as {@link #stdout()} is.
	 * @return the same stream each time
	 * @throws IllegalStateException if it is not piped
	 */
	InputStream stderr();

}
