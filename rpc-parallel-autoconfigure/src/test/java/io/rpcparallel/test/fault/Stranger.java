package io.rpcparallel.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestClassPath;

/**
 * A user whom the system does not know, who has no home folder and nothing of his own, as
 * containers run by.
 */
public final class Stranger {

	private static final String ID = "48611";

	private static final String[] COMMAND = { "setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups", "env",
			"-u", "HOME" };

	private final List<String> classPath = new ArrayList<>();

	private final Path folder;

	/**
	 * Make the class path of the tests readable for the user.
	 * @param folder an empty folder, which the user may enter then
	 */
	public Stranger(Path folder) {
		this.folder = folder;
		try {
			Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
			for (String entry : TestClassPath.entries()) {
				// With short names, so that they fit on a command line
				Path copy = folder.resolve(this.classPath.size() + ".jar");
				Path original = Path.of(entry);
				if (Files.isDirectory(original)) {
					TestClassPath.pack(original, copy);
					this.classPath.add(copy.toString());
				}
				else if (Files.exists(original)) {
					copy(original, copy);
					this.classPath.add(copy.toString());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path original, Path copy) throws IOException {
		try {
			Files.createLink(copy, original);
		}
		catch (FileSystemException | UnsupportedOperationException ex) {
			// Not on the same disk
			Files.copy(original, copy);
			Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
		}
	}

	/**
	 * Tell whether this process may become that user.
	 */
	public static boolean isPossible() {
		List<String> command = new ArrayList<>(List.of(COMMAND));
		command.add("true");
		return Script.works(command.toArray(String[]::new));
	}

	/**
	 * Have a process started by that user.
	 * @param builder the process
	 */
	public MasterProcess.Builder run(MasterProcess.Builder builder) {
		return builder.runBy(COMMAND).classPath(this.classPath).workingDirectory(this.folder);
	}

}
