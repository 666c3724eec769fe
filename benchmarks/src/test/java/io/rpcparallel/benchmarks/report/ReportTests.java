package io.rpcparallel.benchmarks.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Metric;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {

	@Test
	void cellHasMedianMinimumMaximumAndRatioToOurs() {
		Results results = new Results("JDK 17");
		List.of(4.0, 2.0, 3.0).forEach((value) -> results.add(ContenderId.OURS, Metric.CALL_P50, value));
		List.of(9.0, 6.0).forEach((value) -> results.add(ContenderId.GRPC, Metric.CALL_P50, value));
		assertThat(Report.write("Today\n", List.of(results))).isEqualTo("""
				Today

				### JDK 17

				|  | rpc-parallel | grpc-java |
				|---|---|---|
				| int call, one at a time, p50, µs | **3.00** (2.00 to 4.00) | **7.50** (6.00 to 9.00), 2.50x |
				""");
	}

	@Test
	void failureIsTold() {
		Results results = new Results("JDK 17");
		results.addFailure("grpc-java at echo-1k: no answer");
		assertThat(Report.write("", List.of(results))).contains("\nFailed: grpc-java at echo-1k: no answer\n");
	}

	@ParameterizedTest
	@CsvSource({ "0.00123, 0.001", "0.123, 0.12", "1.234, 1.23", "12.34, 12.3", "123.4, 123", "9999, 9999",
			"12340, 12.3 k", "999600, 1.00 M", "1234567, 1.23 M" })
	void numberHasThreeDigits(double value, String text) {
		assertThat(Report.number(value)).isEqualTo(text);
	}

}
