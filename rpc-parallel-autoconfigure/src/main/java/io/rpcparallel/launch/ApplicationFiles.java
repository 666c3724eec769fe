package io.rpcparallel.launch;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a class path as they were when the application started, to tell what has
 * become of them when a worker is to be started from them.
 */
final class ApplicationFiles {

	private final Map<File, State> atStart;

	private ApplicationFiles(Map<File, State> atStart) {
		this.atStart = atStart;
	}

	static ApplicationFiles of(List<String> classPath) {
		Map<File, State> atStart = new LinkedHashMap<>();
		for (String entry : classPath) {
			File file = new File(entry);
			// Java takes no offence at entries that have never been there
			if (file.exists()) {
				atStart.put(file, State.of(file));
			}
		}
		return new ApplicationFiles(atStart);
	}

	/**
	 * List what is no longer there.
	 * @return the files and folders
	 */
	List<File> missing() {
		return this.atStart.keySet().stream().filter((file) -> !file.exists()).toList();
	}

	/**
	 * List the files that are others now.
	 * @return a line for each, with what tells so
	 */
	List<String> replaced() {
		return this.atStart.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().exists() && !State.of(entry.getKey()).equals(entry.getValue()))
			.map((entry) -> "%s (then %s, now %s)".formatted(entry.getKey(), entry.getValue(),
					State.of(entry.getKey())))
			.toList();
	}

	/**
	 * What tells one version of a file from another. That of a folder says nothing, as
	 * its files change without it.
	 *
	 * @param size the size in bytes
	 * @param modified the time of the last modification, in milliseconds since 1970
	 */
	private record State(long size, long modified) {

		static State of(File file) {
			return file.isDirectory() ? new State(0, 0) : new State(file.length(), file.lastModified());
		}

		@Override
		public String toString() {
			return "%d bytes of %tFT%<tT".formatted(this.size, this.modified);
		}

	}

}
