package io.rpcparallel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.autoconfigure.RpcParallelAutoConfiguration;
import io.rpcparallel.autoconfigure.RpcParallelLifecycleAutoConfiguration;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.PlainApplication;
import io.rpcparallel.test.PlainApplication.Report;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the library costs an application that spawns nothing: no socket, no thread and
 * next to no time.
 */
@LeavesNothingBehind
class PlainApplicationIntegrationTests {

	// Five times what was measured. A share, since load on the machine makes processor
	// time
	// itself longer
	private static final double MOST_ADDED = 0.2;

	// More is measured with -Drpc-parallel.test.starts=N on a quiet machine
	private static final int STARTS = Integer.getInteger("rpc-parallel.test.starts", 5);

	private static final String EXCLUDES = "--spring.autoconfigure.exclude="
			+ RpcParallelAutoConfiguration.class.getName() + ","
			+ RpcParallelLifecycleAutoConfiguration.class.getName();

	@TempDir
	private Path folder;

	@Test
	void nothingIsOpenedAndNothingRuns() {
		Report with = start();
		Report without = start(EXCLUDES);
		assertThat(with.workerTemplate()).isTrue();
		assertThat(without.workerTemplate()).isFalse();
		assertThat(with.sockets()).isEmpty();
		assertThat(with.eventPolls()).isEqualTo(without.eventPolls());
		assertThat(with.threads()).contains("main")
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).matches(".*(rpc-parallel|reactor|netty|parallel-).*"))
			.isEqualTo(without.threads());
	}

	@Test
	void theStartTakesHardlyLonger() {
		List<Report> with = new ArrayList<>();
		List<Report> without = new ArrayList<>();
		// In turn, so that other load on the machine falls on both
		for (int i = 0; i < STARTS; i++) {
			with.add(start());
			without.add(start(EXCLUDES));
		}
		double added = median(with, Report::startMillis) - median(without, Report::startMillis);
		double cpu = median(without, Report::cpuMillis);
		double addedCpu = median(with, Report::cpuMillis) - cpu;
		System.out.printf(Locale.ROOT,
				"Ready after %.0f ms with the library and %.0f ms without it, so it adds %.0f ms; processor time of the main thread %.0f ms and %.0f ms, so %.0f ms; %d starts each%n",
				median(with, Report::startMillis), median(without, Report::startMillis), added,
				median(with, Report::cpuMillis), cpu, addedCpu, STARTS);
		assertThat(addedCpu).isLessThan(MOST_ADDED * cpu);
	}

	private static double median(List<Report> reports, ToLongFunction<Report> value) {
		long[] sorted = reports.stream().mapToLong(value).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
	}

	private Report start(String... arguments) {
		try (MasterProcess application = MasterProcess.of(PlainApplication.class)
			.arguments("--spring.main.web-application-type=none")
			.arguments(arguments)
			.start(this.folder)) {
			Report report = PlainApplication.reportOf(application);
			assertThat(application.started()).isEmpty();
			application.end();
			assertThat(application.awaitExit()).as(application::toString).isZero();
			return report;
		}
	}

}
