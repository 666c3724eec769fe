package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A folder of the start-up cache whose files are all there and as they were made. A seal
 * in it tells, since a JVM that starts from half an archive crashes, and since other
 * programs delete what is old in such places.
 *
 * @param folder the folder
 */
record CacheEntry(Path folder) {

	private static final String SEAL = "seal";

	private static final int BUFFER_SIZE = 1024 * 1024;

	/**
	 * Seal what was made, and take away all permissions of others.
	 * @throws IOException if that fails
	 */
	void seal() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				makeOwn(file);
			}
		}
		String states = states();
		Path seal = Files.writeString(this.folder.resolve(SEAL), states + "\n" + sum());
		makeOwn(seal);
	}

	private static void makeOwn(Path file) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		if (view != null) {
			view.setPermissions(PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwx------" : "rw-------"));
		}
	}

	boolean exists() {
		return Files.isDirectory(this.folder);
	}

	/**
	 * Return whether no file is missing, added or changed as far as sizes and times tell.
	 * @return whether the entry is whole
	 * @throws IOException if it can't be read
	 */
	boolean isWhole() throws IOException {
		return states().equals(sealed(0));
	}

	/**
	 * Return whether all files have the content they were sealed with.
	 * @return whether the entry is intact
	 * @throws IOException if it can't be read
	 */
	boolean isIntact() throws IOException {
		return isWhole() && String.valueOf(sum()).equals(sealed(1));
	}

	private String sealed(int line) throws IOException {
		Path seal = this.folder.resolve(SEAL);
		List<String> lines = Files.isRegularFile(seal) ? Files.readAllLines(seal) : List.of();
		return (line < lines.size()) ? lines.get(line) : "";
	}

	private String states() throws IOException {
		Fingerprint fingerprint = new Fingerprint();
		for (Path file : files()) {
			fingerprint.add(this.folder.relativize(file)).addState(file);
		}
		return fingerprint.text();
	}

	private long sum() throws IOException {
		CRC32C sum = new CRC32C();
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
		for (Path file : files()) {
			try (FileChannel channel = FileChannel.open(file)) {
				while (channel.read(buffer) >= 0) {
					sum.update(buffer.flip());
					buffer.clear();
				}
			}
		}
		return sum.getValue();
	}

	private List<Path> files() throws IOException {
		Path seal = this.folder.resolve(SEAL);
		try (Stream<Path> files = Files.walk(this.folder)) {
			return files.filter((file) -> Files.isRegularFile(file) && !file.equals(seal)).sorted().toList();
		}
	}

}
