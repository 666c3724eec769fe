package io.rpcparallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/failures.md} says of each fault is proved by the tests that it names,
 * and every fault that a test makes happen is in it.
 */
class FailuresDocumentTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern TAG = Pattern.compile("@(?:Arch)?Tag\\(\"([A-G][0-9]+)\"\\)");

	// The tag of what is repeated
	private static final String REPEATED = "G12";

	private static final Pattern ROW = Pattern.compile("\\| ([A-G][0-9]+) \\|.*\\|([^|]*)\\|");

	private static final Pattern NAME = Pattern.compile("`(\\w+Tests)`");

	@Test
	void everyFaultIsToldWithTheTestsThatMakeItHappen() throws IOException {
		assertThat(told()).isEqualTo(tagged());
	}

	private static Map<String, Set<String>> told() throws IOException {
		Map<String, Set<String>> told = new TreeMap<>();
		for (String line : Files.readAllLines(ROOT.resolve("docs/failures.md"))) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				told.put(row.group(1), names(row.group(2)));
			}
		}
		return told;
	}

	private static Set<String> names(String cell) {
		return NAME.matcher(cell)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Map<String, Set<String>> tagged() throws IOException {
		Map<String, Set<String>> tagged = new TreeMap<>();
		for (String module : new String[] { "rpc-parallel-autoconfigure", "demo-app" }) {
			try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
				files.filter((file) -> file.toString().endsWith("Tests.java")).forEach((file) -> addTags(file, tagged));
			}
		}
		return tagged;
	}

	private static void addTags(Path file, Map<String, Set<String>> tagged) {
		String name = file.getFileName().toString().replace(".java", "");
		try {
			String content = Files.readString(file);
			Stream<String> direct = TAG.matcher(content).results().map((match) -> match.group(1));
			Stream<String> repeated = Stream.of(REPEATED).filter((tag) -> content.contains("\n@Repeated\n"));
			Stream.concat(direct, repeated)
				.forEach((tag) -> tagged.computeIfAbsent(tag, (id) -> new TreeSet<>()).add(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
