package io.rpcparallel.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JDK to measure on.
 *
 * @param home its directory
 * @param version its full version
 */
record Jdk(Path home, String version) {

	private static final List<Integer> MEASURED = List.of(17, 25);

	static Jdk current() {
		return new Jdk(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
	}

	/**
	 * Find the JDK of this process, and those that are installed beside it.
	 * @return one of each feature release that is measured, in ascending order
	 * @throws IOException if the directory can't be read
	 */
	static List<Jdk> installed() throws IOException {
		Jdk current = current();
		TreeMap<Integer, Jdk> found = new TreeMap<>();
		found.put(current.feature(), current);
		try (Stream<Path> homes = Files.list(current.home().toRealPath().getParent())) {
			homes.sorted(Comparator.naturalOrder())
				.map(Jdk::at)
				.flatMap(Optional::stream)
				.filter((jdk) -> MEASURED.contains(jdk.feature()))
				.forEach((jdk) -> found.putIfAbsent(jdk.feature(), jdk));
		}
		return found.values().stream().collect(Collectors.toList());
	}

	private static Optional<Jdk> at(Path home) {
		Properties release = new Properties();
		try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
			release.load(reader);
		}
		catch (IOException ex) {
			return Optional.empty(); // no JDK
		}
		String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
		return (!version.isEmpty() && Files.isExecutable(home.resolve("bin").resolve("java")))
				? Optional.of(new Jdk(home, version)) : Optional.empty();
	}

	private int feature() {
		return Runtime.Version.parse(this.version).feature();
	}

	@Override
	public String toString() {
		return "JDK " + this.version;
	}

}
