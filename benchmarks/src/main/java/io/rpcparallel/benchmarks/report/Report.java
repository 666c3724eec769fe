package io.rpcparallel.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Metric;

/**
 * Results as Markdown: a row for each metric, a column for each contender.
 */
public final class Report {

	private static final ContenderId REFERENCE = ContenderId.OURS;

	private Report() {
	}

	/**
	 * Write a report.
	 * @param introduction when, where and how it was measured
	 * @param results what was measured, for each JDK
	 * @return the text
	 */
	public static String write(String introduction, List<Results> results) {
		return introduction + results.stream().map(Report::section).collect(Collectors.joining());
	}

	private static String section(Results results) {
		return "\n### %s\n%s%s".formatted(results.jdk(),
				Arrays.stream(Metric.Table.values())
					.map((table) -> table(results, (metric) -> metric.table() == table))
					.collect(Collectors.joining()),
				results.failures().stream().map("\nFailed: %s\n"::formatted).collect(Collectors.joining()));
	}

	private static String table(Results results, Predicate<Metric> filter) {
		List<Metric> metrics = Arrays.stream(Metric.values())
			.filter(filter)
			.filter((metric) -> columns().anyMatch((id) -> results.samples(id, metric).isPresent()))
			.toList();
		if (metrics.isEmpty()) {
			return "";
		}
		List<ContenderId> columns = columns()
			.filter((id) -> metrics.stream().anyMatch((metric) -> results.samples(id, metric).isPresent()))
			.toList();
		String head = row("", columns.stream().map(ContenderId::title)) + "|---|" + "---|".repeat(columns.size())
				+ "\n";
		return metrics.stream()
			.map((metric) -> row(metric.title(), columns.stream().map((id) -> cell(results, id, metric))))
			.collect(Collectors.joining("", "\n" + head, ""));
	}

	private static Stream<ContenderId> columns() {
		return Arrays.stream(ContenderId.values());
	}

	private static String row(String title, Stream<String> cells) {
		return "| %s | %s |\n".formatted(title, cells.collect(Collectors.joining(" | ")));
	}

	private static String cell(Results results, ContenderId id, Metric metric) {
		Optional<Samples> reference = results.samples(REFERENCE, metric);
		return results.samples(id, metric).map((samples) -> {
			String ratio = (id == REFERENCE) ? ""
					: reference.map((ours) -> ", %sx".formatted(number(samples.median() / ours.median()))).orElse("");
			return "**%s** (%s to %s)%s".formatted(number(samples.median()), number(samples.min()),
					number(samples.max()), ratio);
		}).orElse("");
	}

	// Three digits are more than noise leaves
	static String number(double value) {
		if (value >= 9_999.5) {
			return (value >= 999_500) ? digits(value / 1e6) + " M" : digits(value / 1e3) + " k";
		}
		return digits(value);
	}

	private static String digits(double value) {
		int decimals = (value >= 99.95) ? 0 : (value >= 9.995) ? 1 : (value >= 0.1) ? 2 : 3;
		return String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

}
