package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * What one application has in the start-up cache: archives and what was extracted, each
 * in a folder of its own that appears as a whole or not at all. Several processes may use
 * it at once.
 */
final class CacheStore implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(CacheStore.class);

	private static final String TEMPORARY = "temp-";

	private final Path root;

	private final String application;

	private final Map<Path, CacheLock> used = new LinkedHashMap<>();

	/**
	 * Create a store.
	 * @param root the folder of the whole cache
	 * @param application the name of the application's folder
	 */
	CacheStore(Path root, String application) {
		this.root = root;
		this.application = application;
	}

	/**
	 * Find an entry, which stays until this is closed.
	 * @param name its name
	 * @return its folder, or {@code null} if there is none that is sound
	 * @throws IOException if it can't be read, or others could have changed it
	 */
	synchronized @Nullable Path find(String name) throws IOException {
		if (!Files.isDirectory(this.root.resolve(this.application).resolve(name))) {
			return null;
		}
		TrustedFolder trusted = TrustedFolder.of(this.root);
		CacheEntry entry = new CacheEntry(trusted.path().resolve(this.application).resolve(name));
		trusted.requireTrusted(entry.folder());
		boolean known = this.used.containsKey(entry.folder());
		if (!use(entry)) {
			return null;
		}
		if (known ? entry.isWhole() : entry.isIntact()) {
			return entry.folder();
		}
		logger.info("The start-up cache of workers is damaged in '%s', so it is made again".formatted(entry.folder()));
		forget(entry.folder());
		delete(entry.folder());
		return null;
	}

	boolean use(CacheEntry entry) throws IOException {
		CacheLock known = this.used.get(entry.folder());
		// The context of which it is borrowed may have ended
		CacheLock lock = (known == null || known.isBorrowed()) ? CacheLock.tryLock(lockOf(entry.folder()), true)
				: known;
		if (lock == null || !entry.exists()) {
			// It is being deleted, or was before there was a lock
			if (lock != null) {
				lock.close();
			}
			this.used.remove(entry.folder());
			return false;
		}
		this.used.put(entry.folder(), lock);
		// Those that were not used for long go first
		Files.setLastModifiedTime(entry.folder(), FileTime.from(Instant.now()));
		return true;
	}

	static Path lockOf(Path entry) {
		return entry.resolveSibling(entry.getFileName() + ".lock");
	}

	/**
	 * Make the application's folder, if there is none, and lock it against those who
	 * would make the same.
	 * @return the lock, or {@code null} if another is at it
	 * @throws IOException if there can be none, or others could change what is in it
	 */
	@Nullable CacheLock lock() throws IOException {
		Path folder = this.root.resolve(this.application);
		TrustedFolder.create(folder);
		TrustedFolder trusted = TrustedFolder.of(this.root);
		trusted.requireTrustedFolder(trusted.path().resolve(this.application));
		CacheLock lock = CacheLock.tryLock(folder.resolve("lock"), false);
		if (lock != null) {
			// Of processes that were killed
			for (Path left : CacheCleaner.list(folder, TEMPORARY)) {
				delete(left);
			}
		}
		return lock;
	}

	Path temporary() throws IOException {
		return Files.createTempDirectory(this.root.toRealPath().resolve(this.application), TEMPORARY);
	}

	/**
	 * Add an entry.
	 * @param made the folder it was made in, which is moved
	 * @param name its name
	 * @throws IOException if that fails
	 */
	synchronized void add(Path made, String name) throws IOException {
		new CacheEntry(made).seal();
		Path folder = this.root.toRealPath().resolve(this.application).resolve(name);
		// A damaged one that is in use elsewhere
		delete(folder);
		Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
	}

	Path marker(String name) {
		return this.root.resolve(this.application).resolve(name);
	}

	/**
	 * Delete what nobody needs any more.
	 * @param needed the names of the entries that are needed
	 * @throws IOException if that fails
	 */
	synchronized void clean(List<String> needed) throws IOException {
		new CacheCleaner(this.root.toRealPath(), CacheCleaner.MOST_BYTES).clean(this.application, needed,
				this.used.keySet());
	}

	// Out of the way in one step first, so that nobody finds half of it
	static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return;
		}
		Path away = folder.resolveSibling(TEMPORARY + "old-" + System.nanoTime());
		Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
		FileSystemUtils.deleteRecursively(away);
	}

	private void forget(Path entry) throws IOException {
		CacheLock lock = this.used.remove(entry);
		if (lock != null) {
			lock.close();
		}
	}

	@Override
	public synchronized void close() {
		for (Path entry : List.copyOf(this.used.keySet())) {
			try {
				forget(entry);
			}
			catch (IOException ex) {
				logger.debug("The lock of '" + entry + "' can't be closed, so the process keeps it", ex);
			}
		}
	}

}
