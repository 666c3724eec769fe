package io.rpcparallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.rpcparallel.test.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what documents refer to is there.
 */
class DocumentLinksTests {

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	static Stream<String> documents() throws IOException {
		try (Stream<Path> docs = Files.list(Document.ROOT.resolve("docs"))) {
			List<String> names = docs.map((file) -> "docs/" + file.getFileName())
				.filter((name) -> name.endsWith(".md"))
				.toList();
			return Stream.concat(Stream.of("README.md", "benchmarks/README.md"), names.stream());
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsSomewhere(String document) throws IOException {
		assertThat(LINK.matcher(Document.of(document).text())
			.results()
			.map((MatchResult link) -> link.group(1))
			.filter((link) -> !link.startsWith("https://"))
			.filter((link) -> !leadsSomewhere(document, link))).isEmpty();
	}

	private static boolean leadsSomewhere(String document, String link) {
		String[] parts = link.split("#", 2);
		Path path = Path.of(document);
		Path target = parts[0].isEmpty() ? path : path.resolveSibling(parts[0]).normalize();
		if (!Files.exists(Document.ROOT.resolve(target))) {
			return false;
		}
		return parts.length == 1 || headings(target).contains(parts[1]);
	}

	private static List<String> headings(Path document) {
		try {
			return Document.of(document.toString()).headings().stream().map(DocumentLinksTests::anchor).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// As those who show Markdown make it
	private static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
	}

}
