package io.rpcparallel.demo.census;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Renders rows of text as columns: the first to the left, the others, which are numbers,
 * to the right.
 */
final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	Table(String... header) {
		this.rows.add(List.of(header));
	}

	void row(String... cells) {
		this.rows.add(List.of(cells));
	}

	/**
	 * Return whether there is nothing but the header.
	 * @return whether there are no rows
	 */
	boolean isEmpty() {
		return this.rows.size() == 1;
	}

	/**
	 * Render the table, with a line break after each row.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (List<String> row : this.rows) {
			StringBuilder line = new StringBuilder();
			for (int column = 0; column < row.size(); column++) {
				String padding = " ".repeat(width(column) - row.get(column).length());
				line.append((column > 0) ? "  " + padding + row.get(column) : row.get(column) + padding);
			}
			text.append(line.toString().stripTrailing()).append(System.lineSeparator());
		}
		return text.toString();
	}

	private int width(int column) {
		return this.rows.stream()
			.flatMapToInt((row) -> (column < row.size()) ? IntStream.of(row.get(column).length()) : IntStream.empty())
			.max()
			.orElse(0);
	}

}
