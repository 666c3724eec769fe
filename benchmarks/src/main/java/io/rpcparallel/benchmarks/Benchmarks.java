package io.rpcparallel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Figures;
import io.rpcparallel.benchmarks.report.Machine;
import io.rpcparallel.benchmarks.report.ReadmeTable;
import io.rpcparallel.benchmarks.report.Report;
import io.rpcparallel.benchmarks.report.Results;

/**
 * Measures ours and the peers and writes a report. System properties: {@code bench.form}
 * ({@code smoke}, {@code short}, {@code long}), {@code bench.jdks} ({@code current},
 * {@code all}; without it all in the long form), {@code bench.figures} and
 * {@code bench.contenders} (names; without them all), {@code bench.directory} for report
 * and logs, {@code bench.readme} for a README whose report is replaced.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Measure.
	 * @param args not used
	 * @throws Exception if something can't be measured at all
	 */
	public static void main(String[] args) throws Exception {
		Form form = Form.valueOf(System.getProperty("bench.form", "short").toUpperCase(Locale.ROOT));
		Path directory = Path.of(System.getProperty("bench.directory", "target/bench")).toAbsolutePath();
		String report = report(form, Selection.fromSystemProperties(), jdks(form), directory);
		Path file = directory.resolve("report.md");
		Files.writeString(file, report);
		System.out.println(report + "\nWritten to " + file);
		String readme = System.getProperty("bench.readme", "");
		if (!readme.isEmpty()) {
			ReadmeTable.replace(Path.of(readme), report);
		}
		System.exit(report.contains("\nFailed: ") ? 1 : 0);
	}

	private static List<Jdk> jdks(Form form) throws IOException {
		String jdks = System.getProperty("bench.jdks", "");
		boolean all = jdks.isEmpty() ? form == Form.LONG : jdks.equals("all");
		return all ? Jdk.installed() : List.of(Jdk.current());
	}

	private static String report(Form form, Selection selection, List<Jdk> jdks, Path directory) throws IOException {
		Files.createDirectories(directory);
		long start = System.nanoTime();
		String load = Machine.load();
		List<Results> results = new ArrayList<>();
		for (Jdk jdk : jdks) {
			results.add(measure(form, selection, jdk, directory));
		}
		String introduction = "%s, %s form, %d s, %s, load average %s before\n".formatted(LocalDate.now(),
				form.name().toLowerCase(Locale.ROOT), (System.nanoTime() - start) / 1_000_000_000, Machine.describe(),
				load);
		return Report.write(introduction, results);
	}

	/**
	 * Measure all contenders on one JDK.
	 * @param form how much
	 * @param selection what and whom
	 * @param jdk the JDK
	 * @param directory where logs are written
	 * @return what was found
	 * @throws IOException if a process can't be started
	 */
	static Results measure(Form form, Selection selection, Jdk jdk, Path directory) throws IOException {
		Results results = new Results(jdk.toString());
		try (Hosts hosts = new Hosts(jdk, form, directory)) {
			new Race(hosts, form, results, System.err).run(Figures.wanted(selection::has),
					Entries.of(form).stream().filter(selection::has).toList());
			if (selection.has(MasterDeath.NAME)) {
				new MasterDeath(hosts, form, results).measure(ContenderId.OURS);
			}
		}
		return results;
	}

}
