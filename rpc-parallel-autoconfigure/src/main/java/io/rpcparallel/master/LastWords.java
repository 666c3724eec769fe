package io.rpcparallel.master;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a JVM itself has written last, among what its application wrote.
 *
 * @param memory what memory was used up, in the JVM's words, or {@code null} if it does
 * not say so
 * @param signal the signal of a crash, or {@code null} if it tells of none
 * @param errorFile where it has described the crash, or {@code null} if it tells of none
 */
record LastWords(@Nullable String memory, @Nullable String signal, @Nullable String errorFile) {

	private static final String STREAM = "\\[worker .* std(?:out|err)\\] ";

	private static final Pattern MEMORY = Pattern
		.compile(STREAM + "Terminating due to java\\.lang\\.OutOfMemoryError: (.+)");

	private static final Pattern FATAL = Pattern.compile(
			STREAM + "# (?:A fatal error has been detected by|There is insufficient memory for) the Java Runtime.*");

	private static final Pattern SIGNAL = Pattern
		.compile(STREAM + "# +(SIG[A-Z]+|EXCEPTION_[A-Z_]+|Internal Error)\\b.*");

	private static final Pattern FILE = Pattern.compile(STREAM + "# (\\S.*\\.log)");

	/**
	 * Find what the JVM has written.
	 * @param lastLines the last lines of the process, each with its prefix
	 * @return what it says
	 */
	static LastWords in(List<String> lastLines) {
		String memory = first(MEMORY, lastLines);
		boolean crashed = lastLines.stream().anyMatch((line) -> FATAL.matcher(line).matches());
		if (!crashed) {
			return new LastWords(memory, null, null);
		}
		String signal = first(SIGNAL, lastLines);
		return new LastWords(memory, (signal != null) ? signal : "a fatal error", first(FILE, lastLines));
	}

	private static @Nullable String first(Pattern pattern, List<String> lines) {
		return lines.stream()
			.map(pattern::matcher)
			.filter(Matcher::matches)
			.map((matcher) -> matcher.group(1))
			.findFirst()
			.orElse(null);
	}

}
