package io.rpcparallel.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The place in a README that a report goes to.
 */
public final class ReadmeTable {

	private static final String START = "<!-- report -->\n";

	private static final String END = "<!-- end of report -->";

	private ReadmeTable() {
	}

	/**
	 * Put a report between the two markers.
	 * @param readme the file
	 * @param report the report
	 * @throws IOException if the file can't be read or written
	 */
	public static void replace(Path readme, String report) throws IOException {
		String text = Files.readString(readme);
		int start = text.indexOf(START);
		int end = text.indexOf(END);
		if (start < 0 || end < start) {
			throw new IOException("%s has no place for a report".formatted(readme));
		}
		Files.writeString(readme,
				text.substring(0, start + START.length()) + "\n" + report + "\n" + text.substring(end));
	}

}
