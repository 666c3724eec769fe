package io.rpcparallel.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Figure;
import io.rpcparallel.benchmarks.figure.Metric;
import io.rpcparallel.benchmarks.report.Results;

/**
 * Measures all contenders on one JDK: figure by figure, and within a figure in turns, so
 * that the machine's moods meet all alike.
 */
class Race {

	private final Hosts hosts;

	private final Form form;

	private final Results results;

	private final PrintStream progress;

	Race(Hosts hosts, Form form, Results results, PrintStream progress) {
		this.hosts = hosts;
		this.form = form;
		this.results = results;
		this.progress = progress;
	}

	void run(List<Figure<?>> figures, List<ContenderId> contenders) {
		for (Figure<?> figure : figures) {
			long start = System.nanoTime();
			List<ContenderId> racing = new ArrayList<>(contenders);
			int warmUps = figure.warmUps(this.form);
			for (int round = 0; round < warmUps + figure.rounds(this.form); round++) {
				boolean counts = round >= warmUps;
				racing.removeIf((id) -> !measure(id, figure, counts));
				Collections.rotate(racing, 1);
			}
			this.progress.printf("%s, %s: %.1f s%n", this.results.jdk(), figure.name(),
					(System.nanoTime() - start) / 1e9);
		}
	}

	private boolean measure(ContenderId id, Figure<?> figure, boolean counts) {
		String answer;
		try {
			answer = this.hosts.get(id).ask("measure %s %s %s".formatted(id, figure.name(), this.form));
		}
		catch (IllegalStateException | IOException ex) {
			this.results.addFailure("%s at %s: %s".formatted(id.title(), figure.name(), ex.getMessage()));
			return false;
		}
		if (answer.isEmpty()) {
			return false; // Nothing of the kind
		}
		if (counts) {
			for (String metric : answer.split(" ")) {
				int equals = metric.indexOf('=');
				this.results.add(id, Metric.valueOf(metric.substring(0, equals)),
						Double.parseDouble(metric.substring(equals + 1)));
			}
		}
		return true;
	}

}
