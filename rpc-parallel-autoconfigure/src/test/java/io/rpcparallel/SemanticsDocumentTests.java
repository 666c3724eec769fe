package io.rpcparallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.rpcparallel.test.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that every test that {@code docs/semantics.md} names is there.
 */
class SemanticsDocumentTests {

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");

	@Test
	void everyTestThatIsNamedIsThere() throws IOException {
		Set<String> named = TEST.matcher(Document.of("docs/semantics.md").text())
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
		assertThat(named).hasSizeGreaterThan(30);
		assertThat(Stream.of("rpc-parallel-autoconfigure", "demo-app").flatMap(SemanticsDocumentTests::tests))
			.containsAll(named);
	}

	private static Stream<String> tests(String module) {
		try (Stream<Path> files = Files.walk(Document.ROOT.resolve(module).resolve("src/test/java"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith("Tests.java"))
				.map((name) -> name.substring(0, name.length() - ".java".length()))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
