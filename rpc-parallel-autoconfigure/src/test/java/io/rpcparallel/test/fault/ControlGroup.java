package io.rpcparallel.test.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.awaitility.Awaitility;

/**
 * A control group of the system with little memory, for processes that are started by way
 * of a script.
 */
public final class ControlGroup implements AutoCloseable {

	private static final Path MOUNT = Path.of("/sys/fs/cgroup");

	private final Path folder;

	private ControlGroup(Path folder) {
		this.folder = folder;
	}

	/**
	 * Make one within that of this process, where that can be done.
	 * @param name its name
	 * @param bytes how much memory it has
	 */
	public static Optional<ControlGroup> create(String name, long bytes) throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
			String[] parts = line.split(":", 3);
			boolean first = parts[1].equals("memory");
			Path parent = (first ? MOUNT.resolve("memory") : MOUNT).resolve(parts[2].substring(1));
			Path folder = parent.resolve(name + "-" + ProcessHandle.current().pid());
			String limit = first ? "memory.limit_in_bytes" : "memory.max";
			if ((first || parts[1].isEmpty()) && Files.isWritable(parent.resolve("cgroup.procs"))
					&& Files.exists(parent.resolve(limit))) {
				Files.createDirectory(folder);
				Files.writeString(folder.resolve(limit), Long.toString(bytes));
				return Optional.of(new ControlGroup(folder));
			}
		}
		return Optional.empty();
	}

	/**
	 * Write a script that runs Java in the group.
	 * @param script where
	 */
	public Path javaScript(Path script) throws IOException {
		Files.writeString(script, "#!/bin/sh\necho $$ > '%s' && exec '%s/bin/java' \"$@\"\n"
			.formatted(this.folder.resolve("cgroup.procs"), System.getProperty("java.home")));
		return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
	}

	@Override
	public void close() {
		// Once the last process of it is reaped
		Awaitility.await().ignoreExceptionsInstanceOf(IOException.class).until(() -> Files.deleteIfExists(this.folder));
	}

}
