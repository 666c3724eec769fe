package io.rpcparallel.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Metric;
import io.rpcparallel.benchmarks.report.Report;
import io.rpcparallel.benchmarks.report.Results;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A few calls of every contender, so that the benchmarks stay alive. Times are not
 * judged.
 */
class BenchmarksIntegrationTests {

	@Test
	void everyContenderIsMeasuredAndTheReportHasAllRows(@TempDir Path directory) throws Exception {
		Results results = Benchmarks.measure(Form.SMOKE, Selection.EVERYTHING, Jdk.current(), directory);
		assertThat(results.failures()).isEmpty();
		String report = Report.write("", List.of(results));
		assertThat(report).contains(Arrays.stream(Metric.values()).map(Metric::title).toList());
		assertThat(report).contains(Entries.of(Form.SMOKE).stream().map(ContenderId::title).toList());
	}

}
