package io.rpcparallel.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The kind of archive that a JVM starts faster from: the dynamic archive of class data
 * sharing, which a JVM writes as it exits, or the cache of ahead-of-time loaded and
 * linked classes. The latter is made in two steps, although newer versions have one for
 * both: the second step is then a process of its own, which can be ended.
 *
 * @param ahead whether it is the cache of ahead-of-time loaded classes
 * @param quiet the arguments that switch off all messages, as an archive that does not
 * fit is no more than a start without one
 */
record JvmArchive(boolean ahead, List<String> quiet) {

	static final String RECORD = "worker.aotconf";

	private static final int FIRST_FEATURE_WITH_DYNAMIC_ARCHIVES = 13;

	private static final int FIRST_FEATURE_AHEAD = 24;

	// A tag of the log that a JVM does not know keeps it from starting
	private static final int FIRST_FEATURE_WITH_LOG_TAG = 25;

	/**
	 * Return the kind of a JVM.
	 * @param jvmName the name of the virtual machine
	 * @param feature the feature version of Java
	 * @return the kind, or {@code null} if nothing is known of that JVM
	 */
	static @Nullable JvmArchive of(String jvmName, int feature) {
		boolean hotSpot = jvmName.contains("OpenJDK") || jvmName.contains("HotSpot");
		if (!hotSpot || feature < FIRST_FEATURE_WITH_DYNAMIC_ARCHIVES) {
			return null;
		}
		if (feature < FIRST_FEATURE_AHEAD) {
			return new JvmArchive(false, List.of("-Xshare:auto", "-Xlog:cds*=off"));
		}
		// Which refuses to start with any "-Xshare"
		return new JvmArchive(true, (feature >= FIRST_FEATURE_WITH_LOG_TAG)
				? List.of("-Xlog:cds*=off", "-Xlog:aot*=off") : List.of("-Xlog:cds*=off"));
	}

	Path file(Path folder) {
		return folder.resolve(this.ahead ? "worker.aot" : "worker.jsa");
	}

	/**
	 * Return the arguments of the JVM that is watched.
	 * @param folder where it writes
	 * @return the arguments
	 */
	List<String> recordArguments(Path folder) {
		return this.ahead ? quietAnd("-XX:AOTMode=record", "-XX:AOTConfiguration=" + folder.resolve(RECORD))
				: quietAnd("-XX:ArchiveClassesAtExit=" + file(folder));
	}

	/**
	 * Return the arguments of the JVM that makes the archive of what was recorded.
	 * @param folder where both are
	 * @return the arguments, none if the JVM that is watched makes it itself
	 */
	List<String> createArguments(Path folder) {
		return this.ahead ? quietAnd("-XX:AOTMode=create", "-XX:AOTConfiguration=" + folder.resolve(RECORD),
				"-XX:AOTCache=" + file(folder)) : List.of();
	}

	/**
	 * Return the arguments of a JVM that starts from the archive.
	 * @param folder where the archive is
	 * @return the arguments
	 */
	List<String> useArguments(Path folder) {
		return quietAnd((this.ahead ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file(folder));
	}

	private List<String> quietAnd(String... arguments) {
		return Stream.concat(this.quiet.stream(), Stream.of(arguments)).toList();
	}

}
