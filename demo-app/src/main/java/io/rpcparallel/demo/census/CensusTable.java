package io.rpcparallel.demo.census;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * Renders a report for readers.
 */
final class CensusTable {

	private static final int TOP = 15;

	private static final Comparator<Map.Entry<String, Count>> MOST_BYTECODE = Comparator
		.comparingLong((Map.Entry<String, Count> entry) -> entry.getValue().bytes())
		.reversed()
		.thenComparing(Map.Entry.comparingByKey());

	private final Report report;

	private final Census census;

	CensusTable(Report report) {
		this.report = report;
		this.census = report.census();
	}

	/**
	 * Render the report, with a line break at the end.
	 */
	@Override
	public String toString() {
		String lines = String.join(System.lineSeparator(), packages().toString(), versions().toString(),
				workers().toString(), remarks());
		return lines + String.format(Locale.ROOT, "Took %.1f s%n", this.report.millis() / 1000.0);
	}

	private Table packages() {
		Table table = new Table("Package", "Classes", "Methods", "Bytecode", "Share");
		this.census.packages()
			.entrySet()
			.stream()
			.sorted(MOST_BYTECODE)
			.limit(TOP)
			.forEach((entry) -> addCount(table, entry.getKey().isEmpty() ? "(unnamed)" : entry.getKey(),
					entry.getValue()));
		int more = this.census.packages().size() - TOP;
		if (more > 0) {
			table.row("(%s more)".formatted(number(more)));
		}
		addCount(table, "Total", this.census.total());
		return table;
	}

	private void addCount(Table table, String name, Count count) {
		table.row(name, number(count.classes()), number(count.methods()), number(count.bytes()), share(count.bytes()));
	}

	private Table versions() {
		Table table = new Table("Compiled for", "Classes");
		this.census.versions().forEach((version, classes) -> table.row(javaVersion(version), number(classes)));
		return table;
	}

	private Table workers() {
		Table table = new Table("Counted by", "Sources", "Classes", "Bytecode", "Share");
		this.report.shares()
			.forEach((share) -> table.row(share.worker(), number(share.sources()), number(share.classes()),
					number(share.bytes()), share(share.bytes())));
		return table;
	}

	private String remarks() {
		StringBuilder lines = new StringBuilder();
		if (!this.census.skipped().isEmpty()) {
			lines.append("Skipped (%s):%n".formatted(number(this.census.skipped().size())));
			this.census.skipped()
				.forEach((skipped) -> lines.append("  %s: %s%n".formatted(skipped.what(), skipped.reason())));
			lines.append(System.lineSeparator());
		}
		MethodSize largest = this.census.largest();
		if (largest != null) {
			lines.append("Largest method: %s, %s bytes%n".formatted(largest.name(), number(largest.bytes())));
		}
		return lines.toString();
	}

	private static String javaVersion(int majorVersion) {
		int version = majorVersion - 44; // up to 1.4 they were called 1.x
		return (version < 5) ? "Java 1." + version : "Java " + version;
	}

	private String share(long bytes) {
		long total = this.census.total().bytes();
		return String.format(Locale.ROOT, "%.1f %%", (total > 0) ? 100.0 * bytes / total : 0.0);
	}

	private static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
