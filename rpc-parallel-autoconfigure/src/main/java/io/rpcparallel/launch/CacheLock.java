package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A lock among the processes that share a start-up cache. It ends with its process.
 * <p>
 * On Unix a process loses its locks on a file when it closes any channel on that file,
 * not just the one that has the lock. So as long as one application context of this
 * process has a lock, no other one may open the file, not even to look. What tells them
 * is a lock on another file, the guard, which it does no harm to open: Java keeps a table
 * of the locks of the whole JVM, in which no two may overlap, whatever has become of them
 * in the operating system, and whichever class loader they come from. There the guard's
 * locks are shared ones, which never exclude each other, so that processes don't meet in
 * it.
 */
final class CacheLock implements AutoCloseable {

	private static final String GUARD = "guard";

	// In the order in which they are closed, none for what another context has locked
	private final List<FileChannel> channels;

	private CacheLock(FileChannel... channels) {
		this.channels = List.of(channels);
	}

	/**
	 * Lock, if it can be done now.
	 * @param file the file, which is made if there is none
	 * @param shared whether others may have a shared lock too
	 * @return the lock, or {@code null} if another has one that forbids it
	 * @throws IOException if the file can't be locked at all
	 */
	static @Nullable CacheLock tryLock(Path file, boolean shared) throws IOException {
		FileChannel guard = locked(file.resolveSibling(GUARD), positionOf(file), 1, true);
		if (guard == null) {
			return shared ? new CacheLock() : null;
		}
		FileChannel channel = null;
		try {
			channel = locked(file, 0, Long.MAX_VALUE, shared);
			// The guard last: once it is free, another context may open the file
			return (channel != null) ? new CacheLock(channel, guard) : null;
		}
		finally {
			if (channel == null) {
				guard.close();
			}
		}
	}

	/**
	 * Return whether the lock is that of another application context of this process, and
	 * ends with it.
	 * @return whether it is
	 */
	boolean isBorrowed() {
		return this.channels.isEmpty();
	}

	// Two names with the same position just keep each other waiting
	private static long positionOf(Path file) {
		return Integer.toUnsignedLong(file.getFileName().toString().hashCode());
	}

	private static @Nullable FileChannel locked(Path file, long position, long size, boolean shared)
			throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		boolean locked = false;
		try {
			locked = channel.tryLock(position, size, shared) != null;
			return locked ? channel : null;
		}
		catch (OverlappingFileLockException ex) {
			// This process has it
			return null;
		}
		finally {
			if (!locked) {
				channel.close();
			}
		}
	}

	@Override
	public void close() throws IOException {
		for (FileChannel channel : this.channels) {
			channel.close();
		}
	}

}
