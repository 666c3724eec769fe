package io.rpcparallel.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document of this project, or a section of one, as tests read it to hold it against
 * the code.
 *
 * @param text its text
 */
public record Document(String text) {

	/**
	 * The folder of the whole project.
	 */
	public static final Path ROOT = Path.of("..");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

	/**
	 * Read a document.
	 * @param path where it is in the folder of the whole project
	 * @throws IOException if it can't be read
	 */
	public static Document of(String path) throws IOException {
		return new Document(Files.readString(ROOT.resolve(path)));
	}

	/**
	 * Return a section, with those below it.
	 * @param heading its heading, with the number signs before it
	 */
	public Document section(String heading) {
		Matcher start = Pattern.compile("(?m)^" + Pattern.quote(heading) + "$").matcher(this.text);
		if (!start.find()) {
			throw new AssertionError("There is no section '%s'".formatted(heading));
		}
		Matcher end = Pattern.compile("(?m)^#{1,%d} ".formatted(heading.indexOf(' '))).matcher(this.text);
		return new Document(this.text.substring(start.end(), end.find(start.end()) ? end.start() : this.text.length()));
	}

	/**
	 * Return the blocks of code.
	 * @param language what they are written in, such as {@code java}
	 * @return the text of each
	 */
	public List<String> blocks(String language) {
		return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
			.matcher(this.text)
			.results()
			.map((MatchResult result) -> result.group(1))
			.toList();
	}

	/**
	 * Return the headings.
	 * @return each without its number signs
	 */
	public List<String> headings() {
		return HEADING.matcher(this.text.replaceAll("(?s)```.*?```", ""))
			.results()
			.map((MatchResult result) -> result.group(1))
			.toList();
	}

}
