package io.rpcparallel.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what the kernel has in files of a process, where it has such files.
 */
final class ProcessFiles {

	static final Path ROOT = Path.of("/proc");

	private final Path root;

	ProcessFiles(Path root) {
		this.root = root;
	}

	boolean exist() {
		return Files.isDirectory(this.root.resolve("self"));
	}

	/**
	 * Read a file of a process.
	 * @param process the process
	 * @param name the name of the file
	 * @return its text; empty if there is no such file, or it is not for this user
	 */
	String read(ProcessHandle process, String name) {
		try (InputStream file = new FileInputStream(
				this.root.resolve(Long.toString(process.pid())).resolve(name).toFile())) {
			// Nothing that is looked for is beyond ASCII
			return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Read a file of entries that each end with a zero byte.
	 * @param process the process
	 * @param name the name of the file
	 * @return the entries
	 */
	List<String> entries(ProcessHandle process, String name) {
		return List.of(read(process, name).split("\0"));
	}

}
