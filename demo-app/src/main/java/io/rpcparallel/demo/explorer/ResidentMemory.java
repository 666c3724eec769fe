package io.rpcparallel.demo.explorer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How much memory a process has, where Linux tells.
 */
final class ResidentMemory {

	private static final Pattern LINE = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

	private ResidentMemory() {
	}

	/**
	 * Read the memory of a process.
	 * @param pid its process id
	 * @return the memory in bytes, or {@code null} if it is not known
	 */
	static @Nullable Long of(long pid) {
		try {
			Matcher line = LINE.matcher(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
			return line.find() ? Long.parseLong(line.group(1)) * 1024 : null;
		}
		catch (IOException ex) {
			// It has ended meanwhile, or this is no Linux: the page shows a dash
			return null;
		}
	}

}
