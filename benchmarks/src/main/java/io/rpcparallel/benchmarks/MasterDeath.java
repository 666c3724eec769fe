package io.rpcparallel.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Metric;
import io.rpcparallel.benchmarks.process.LineProcess;
import io.rpcparallel.benchmarks.process.Pause;
import io.rpcparallel.benchmarks.process.ProcessUse;
import io.rpcparallel.benchmarks.report.Results;

/**
 * How long workers live on whose master was killed. Measured last, as it takes the
 * contender's process away.
 */
class MasterDeath {

	static final String NAME = "master-death";

	private final Hosts hosts;

	private final Form form;

	private final Results results;

	MasterDeath(Hosts hosts, Form form, Results results) {
		this.hosts = hosts;
		this.form = form;
		this.results = results;
	}

	void measure(ContenderId id) throws IOException {
		try {
			LineProcess master = this.hosts.get(id);
			List<Long> workers = Arrays.stream(master.ask("hold %s %d".formatted(id, this.form.orphans())).split(" "))
				.map(Long::valueOf)
				.toList();
			long start = System.nanoTime();
			master.handle().destroyForcibly();
			Pause.until(() -> workers.stream().allMatch(ProcessUse::hasEnded), Duration.ofMinutes(1));
			this.results.add(id, Metric.MASTER_DEATH, (System.nanoTime() - start) / 1e6);
		}
		catch (IllegalStateException ex) {
			this.results.addFailure("%s at the death of a master: %s".formatted(id.title(), ex.getMessage()));
		}
	}

}
