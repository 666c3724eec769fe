package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts the processes that the kernel has killed in a process' control group, since that
 * had used up its memory: the only trace that such a kill leaves to others. For control
 * groups of version 1 and 2; elsewhere none is ever counted.
 */
final class MemoryKills {

	private static final Log logger = LogFactory.getLog(MemoryKills.class);

	private static final Path MOUNT = Path.of("/sys/fs/cgroup");

	private static final String COUNTER = "oom_kill ";

	private final @Nullable Path file;

	// At the last sign of life, and at the one before that: when the last one is heard,
	// the
	// process may have been killed already
	private long last;

	private long before;

	private MemoryKills(@Nullable Path file) {
		this.file = file;
		this.last = count(file);
		this.before = this.last;
	}

	/**
	 * Count from now on.
	 * @param pid whose control group is meant
	 * @return counts what follows
	 */
	static MemoryKills since(long pid) {
		return since(Path.of("/proc", String.valueOf(pid), "cgroup"), MOUNT);
	}

	static MemoryKills since(Path membership, Path mount) {
		return new MemoryKills(find(membership, mount));
	}

	private static @Nullable Path find(Path membership, Path mount) {
		if (!Files.isReadable(membership)) {
			return null;
		}
		try {
			return Files.readAllLines(membership)
				.stream()
				.flatMap((line) -> files(line, mount))
				.filter((file) -> count(file) >= 0)
				.findFirst()
				.orElse(null);
		}
		catch (IOException ex) {
			logger.debug("The control group of a worker is not known", ex);
			return null;
		}
	}

	// A line is ID:CONTROLLERS:PATH, without controllers for version 2. In a container
	// the path may be one of the host, while the group itself is mounted
	private static Stream<Path> files(String line, Path mount) {
		List<String> parts = List.of(line.split(":", 3));
		if (parts.size() < 3) {
			return Stream.empty();
		}
		String path = parts.get(2).substring(Math.min(1, parts.get(2).length()));
		if (parts.get(1).isEmpty()) {
			return Stream.of(mount.resolve(path), mount).map((folder) -> folder.resolve("memory.events"));
		}
		if (!List.of(parts.get(1).split(",")).contains("memory")) {
			return Stream.empty();
		}
		Path memory = mount.resolve("memory");
		return Stream.of(memory.resolve(path), memory).map((folder) -> folder.resolve("memory.oom_control"));
	}

	private static long count(@Nullable Path file) {
		if (file == null || !Files.isReadable(file)) {
			return -1;
		}
		try {
			return Files.readAllLines(file)
				.stream()
				.filter((line) -> line.startsWith(COUNTER))
				.mapToLong((line) -> Long.parseLong(line.substring(COUNTER.length()).trim()))
				.findFirst()
				.orElse(-1);
		}
		catch (IOException | NumberFormatException ex) {
			logger.debug("What the kernel has killed for memory is not known", ex);
			return -1;
		}
	}

	/**
	 * The process has given a sign of life, so that what was counted before the last one
	 * was others.
	 */
	synchronized void survived() {
		long count = count(this.file);
		if (count >= 0) {
			this.before = this.last;
			this.last = count;
		}
	}

	/**
	 * Return whether there were some.
	 * @return whether at least one process of the control group was killed for memory
	 * since the last but one sign of life
	 */
	synchronized boolean happened() {
		return this.file != null && count(this.file) > this.before;
	}

}
