package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A folder that nobody but this user can change: neither itself, nor what is in it, nor
 * the folders it is in. What a JVM is started from must not come from anywhere else. On
 * systems without the permissions of Unix it is in the user's home folder, which is
 * protected there.
 */
final class TrustedFolder {

	private static final int WRITABLE_BY_OTHERS = 0022;

	private static final int STICKY = 01000;

	private static final int ROOT = 0;

	private final Path path;

	private final @Nullable Integer user;

	private TrustedFolder(Path path, @Nullable Integer user) {
		this.path = path;
		this.user = user;
	}

	/**
	 * Check a folder.
	 * @param path the folder
	 * @return the folder, by its real path
	 * @throws UntrustedFileException if others can change it
	 * @throws IOException if it can't be looked at
	 */
	static TrustedFolder of(Path path) throws IOException {
		Path real = path.toRealPath();
		if (!hasPermissions(real)) {
			if (!real.startsWith(Path.of(System.getProperty("user.home")).toRealPath())) {
				throw new UntrustedFileException(real, "it is not in the home folder of this user");
			}
			return new TrustedFolder(real, null);
		}
		TrustedFolder folder = new TrustedFolder(real, ownUser());
		for (Path parent = real.getParent(); parent != null; parent = parent.getParent()) {
			folder.requireKept(parent);
		}
		folder.requireOwn(real);
		return folder;
	}

	/**
	 * Make a folder for this user alone, and those it is in, unless it is there.
	 * @param path the folder
	 * @throws IOException if it can't be made
	 */
	static void create(Path path) throws IOException {
		if (hasPermissions(path)) {
			Files.createDirectories(path,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		}
		else {
			Files.createDirectories(path);
		}
	}

	private static boolean hasPermissions(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("unix");
	}

	Path path() {
		return this.path;
	}

	/**
	 * Check everything below a folder of this one.
	 * @param folder the folder
	 * @throws UntrustedFileException if others can change it
	 * @throws IOException if it can't be looked at
	 */
	void requireTrusted(Path folder) throws IOException {
		requireTrustedFolder(folder);
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				requireOwn(file);
			}
		}
	}

	/**
	 * Fail if others could put something into a folder. What is in it may belong to
	 * processes that come and go, and is looked at when it is used.
	 * @param folder a folder in this one
	 * @throws UntrustedFileException if others could change it
	 * @throws IOException if it can't be looked at
	 */
	void requireTrustedFolder(Path folder) throws IOException {
		for (Path path = folder; path != null && !path.equals(this.path); path = path.getParent()) {
			requireOwn(path);
		}
	}

	private void requireOwn(Path file) throws IOException {
		if (this.user == null) {
			return;
		}
		Status status = Status.of(file);
		if (!this.user.equals(status.owner()) || status.writableByOthers()) {
			throw new UntrustedFileException(file, "another user owns it or can write to it");
		}
	}

	// In a folder such as that for temporary files, others can't replace what is not
	// theirs
	private void requireKept(Path folder) throws IOException {
		Status status = Status.of(folder);
		if ((!Objects.equals(status.owner(), this.user) && status.owner() != ROOT)
				|| (status.writableByOthers() && !status.sticky())) {
			throw new UntrustedFileException(folder, "another user can replace what is in it");
		}
	}

	// Java knows the user's name, which need not be that of a user, but no id
	private static int ownUser() throws IOException {
		Path file = Files.createTempFile("rpc-parallel-", ".tmp");
		try {
			return Status.of(file).owner();
		}
		finally {
			Files.delete(file);
		}
	}

	/**
	 * Whose a file is, and who may write to it.
	 *
	 * @param owner the number of the user
	 * @param mode the permissions as the operating system has them
	 */
	private record Status(int owner, int mode) {

		static Status of(Path file) throws IOException {
			Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
			return new Status(number(attributes, "uid"), number(attributes, "mode"));
		}

		private static int number(Map<String, Object> attributes, String name) throws IOException {
			if (attributes.get(name) instanceof Integer number) {
				return number;
			}
			throw new IOException("This system does not know the attributes " + List.of("uid", "mode") + " of files");
		}

		boolean writableByOthers() {
			return (this.mode & WRITABLE_BY_OTHERS) != 0;
		}

		boolean sticky() {
			return (this.mode & STICKY) != 0;
		}

	}

}
