package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * A lock among the processes that share a start-up cache. It ends with its process.
 */
final class CacheLock implements AutoCloseable {

	private final FileChannel channel;

	private CacheLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Lock, if it can be done now.
	 * @param file the file, which is made if there is none
	 * @param shared whether others may have a shared lock too
	 * @return the lock, or {@code null} if another has one that forbids it
	 * @throws IOException if the file can't be locked at all
	 */
	static @Nullable CacheLock tryLock(Path file, boolean shared) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		CacheLock lock = isLocked(channel, shared) ? new CacheLock(channel) : null;
		if (lock == null) {
			channel.close();
		}
		return lock;
	}

	private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
		try {
			return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
		}
		catch (OverlappingFileLockException ex) {
			// Another application context of this process has it, and processes are what
			// locks are between
			return shared;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
