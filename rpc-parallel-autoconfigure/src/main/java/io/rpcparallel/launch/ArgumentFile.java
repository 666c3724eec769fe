package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A temporary file with arguments of the {@code java} launcher, for a class path that is
 * too long for a command line: some systems limit it, and process lists show all of it.
 */
final class ArgumentFile {

	private static final Log logger = LogFactory.getLog(ArgumentFile.class);

	private final Path path;

	private ArgumentFile(Path path) {
		this.path = path;
	}

	/**
	 * Write arguments to a new file that only this user can read.
	 * @param folder the folder for the file
	 * @param arguments the arguments
	 * @param charset the character set the launcher reads the file in
	 * @return the file
	 * @throws IOException if the file cannot be written; then there is none
	 */
	static ArgumentFile create(Path folder, List<String> arguments, Charset charset) throws IOException {
		ArgumentFile file = new ArgumentFile(createEmpty(folder));
		try {
			// Leniently, as one odd entry of a class path is no reason not to start
			Files.write(file.path, content(arguments).getBytes(charset));
			return file;
		}
		catch (IOException | RuntimeException ex) {
			file.delete();
			throw ex;
		}
	}

	private static Path createEmpty(Path folder) throws IOException {
		if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return Files.createTempFile(folder, "rpc-parallel-", ".args",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		}
		return Files.createTempFile(folder, "rpc-parallel-", ".args");
	}

	static String content(List<String> arguments) {
		return arguments.stream().map(ArgumentFile::quoted).collect(Collectors.joining("\n", "", "\n"));
	}

	private static String quoted(String argument) {
		return '"' + argument.replace("\\", "\\\\")
			.replace("\"", "\\\"")
			.replace("\n", "\\n")
			.replace("\r", "\\r")
			.replace("\t", "\\t")
			.replace("\f", "\\f") + '"';
	}

	/**
	 * Return what stands for the file's arguments on the command line.
	 * @return the reference
	 */
	String reference() {
		return "@" + this.path.toAbsolutePath();
	}

	void delete() {
		try {
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			logger.warn("The argument file " + this.path + " of a worker cannot be deleted", ex);
		}
	}

}
