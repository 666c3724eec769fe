package io.rpcparallel.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of {@code docs/failures.md}, so that what it says can be held against what is
 * seen.
 */
public final class FailureTable {

	private static final Path DOCUMENT = Path.of("../docs/failures.md");

	private final List<String> columns;

	private final Map<String, List<String>> rows;

	private FailureTable(List<String> columns, Map<String, List<String>> rows) {
		this.columns = columns;
		this.rows = rows;
	}

	/**
	 * Read the table whose first column has a heading.
	 * @param heading the heading
	 */
	public static FailureTable read(String heading) {
		List<String> lines = lines();
		int first = lines.indexOf(lines.stream()
			.filter((line) -> line.startsWith("| " + heading + " |"))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no table '%s' in %s".formatted(heading, DOCUMENT))));
		Map<String, List<String>> rows = new LinkedHashMap<>();
		lines.stream()
			.skip(first + 2)
			.takeWhile((line) -> line.startsWith("|"))
			.map(FailureTable::cells)
			.forEach((cells) -> rows.put(cells.get(0).replace("`", ""), cells));
		return new FailureTable(cells(lines.get(first)), rows);
	}

	private static List<String> lines() {
		try {
			return Files.readAllLines(DOCUMENT);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> cells(String line) {
		return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|")).map(String::strip).toList();
	}

	/**
	 * Return a cell.
	 * @param row what stands first in its row
	 * @param column the heading of its column
	 */
	public String cell(String row, String column) {
		List<String> cells = this.rows.get(row);
		int index = this.columns.indexOf("`" + column + "`");
		if (cells == null || index < 0) {
			throw new AssertionError("%s has no cell for %s and %s".formatted(DOCUMENT, row, column));
		}
		return cells.get(index);
	}

	public List<List<String>> rows() {
		return List.copyOf(this.rows.values());
	}

}
