package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the start-up cache small. Nothing is deleted that a process uses.
 */
final class CacheCleaner {

	static final long MOST_BYTES = 1024L * 1024 * 1024;

	static final String EXTRACTED = "extracted-";

	static final String ARCHIVE = "archive-";

	// A worker that outlives its master has no lock
	private static final Duration EXTRACTED_KEPT = Duration.ofDays(1);

	private final Path root;

	private final long mostBytes;

	CacheCleaner(Path root, long mostBytes) {
		this.root = root;
		this.mostBytes = mostBytes;
	}

	/**
	 * Delete the other entries of an application, then those of all applications that
	 * were not used for the longest time, until the cache is as small as it has to be.
	 * @param application the name of the application's folder
	 * @param needed the names of the application's entries that are needed
	 * @param used the entries that this process uses, whose locks it must not touch
	 * @throws IOException if that fails
	 */
	void clean(String application, List<String> needed, Set<Path> used) throws IOException {
		Path own = this.root.resolve(application);
		List<Path> kept = needed.stream().map(own::resolve).toList();
		for (Path entry : entriesOf(own)) {
			if (!used.contains(entry) && kept.stream().noneMatch((each) -> isOfSameKind(each, entry))
					&& isFree(entry)) {
				deleteUnused(entry);
			}
		}
		List<Entry> all = new ArrayList<>();
		for (Path folder : list(this.root, "")) {
			for (Path entry : entriesOf(folder)) {
				all.add(Entry.of(entry));
			}
		}
		long bytes = all.stream().mapToLong(Entry::bytes).sum();
		all.sort(Comparator.comparing(Entry::lastUsed));
		for (Entry entry : all) {
			if (bytes > this.mostBytes && !kept.contains(entry.folder()) && !used.contains(entry.folder())
					&& isFree(entry.folder()) && deleteUnused(entry.folder())) {
				bytes -= entry.bytes();
			}
		}
	}

	// Archives of the same class path are of other Javas or other arguments
	private static boolean isOfSameKind(Path needed, Path entry) {
		String name = needed.getFileName().toString();
		String stem = name.startsWith(ARCHIVE) ? name.substring(0, name.lastIndexOf('-') + 1) : name;
		return entry.getFileName().toString().startsWith(stem);
	}

	// It may be what such a worker still reads classes from, unlike an archive, which a
	// JVM has opened for good once it runs
	private static boolean isFree(Path entry) throws IOException {
		return !entry.getFileName().toString().startsWith(EXTRACTED)
				|| Files.getLastModifiedTime(entry).toInstant().isBefore(Instant.now().minus(EXTRACTED_KEPT));
	}

	private static boolean deleteUnused(Path entry) throws IOException {
		Path lockFile = CacheStore.lockOf(entry);
		try (CacheLock lock = CacheLock.tryLock(lockFile, false)) {
			if (lock == null) {
				return false;
			}
			CacheStore.delete(entry);
			Files.deleteIfExists(lockFile);
			return true;
		}
	}

	private static List<Path> entriesOf(Path folder) throws IOException {
		return Stream.concat(list(folder, ARCHIVE).stream(), list(folder, EXTRACTED).stream()).toList();
	}

	static List<Path> list(Path folder, String prefix) throws IOException {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(prefix) && Files.isDirectory(file))
				.toList();
		}
	}

	/**
	 * An entry of any application.
	 *
	 * @param folder its folder
	 * @param lastUsed when it was used last
	 * @param bytes its size
	 */
	private record Entry(Path folder, Instant lastUsed, long bytes) {

		static Entry of(Path folder) throws IOException {
			long bytes = 0;
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : (Iterable<Path>) files::iterator) {
					bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
				}
			}
			return new Entry(folder, Files.getLastModifiedTime(folder).toInstant(), bytes);
		}

	}

}
