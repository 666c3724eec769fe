package io.rpcparallel.demo.census;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CensusTableTests {

	@Test
	void printsEverything() {
		Map<String, Count> packages = Map.of("com.example.large", new Count(10, 1200, 750_000), "",
				new Count(1, 2, 250_000));
		Census census = new Census(new Count(11, 1202, 1_000_000), packages, Map.of(46, 1L, 61, 10L),
				new MethodSize("com.example.large.Main.main", 12_345),
				List.of(new Skipped("/tmp/100%.jar", "is no zip")));
		List<Share> shares = List.of(new Share("census-1", 1, 10, 750_000), new Share("census-2", 2, 1, 250_000));
		assertThat(new CensusTable(new Report(census, shares, 1234)).toString()).isEqualToNormalizingNewlines("""
				Package            Classes  Methods   Bytecode    Share
				com.example.large       10    1,200    750,000   75.0 %
				(unnamed)                1        2    250,000   25.0 %
				Total                   11    1,202  1,000,000  100.0 %

				Compiled for  Classes
				Java 1.2            1
				Java 17            10

				Counted by  Sources  Classes  Bytecode   Share
				census-1          1       10   750,000  75.0 %
				census-2          2        1   250,000  25.0 %

				Skipped (1):
				  /tmp/100%.jar: is no zip

				Largest method: com.example.large.Main.main, 12,345 bytes
				Took 1.2 s
				""");
	}

	@Test
	void printsTheFifteenLargestPackages() {
		Map<String, Count> packages = new LinkedHashMap<>();
		for (int i = 1; i <= 20; i++) {
			packages.put("package" + i, new Count(1, 1, i));
		}
		Census census = new Census(new Count(20, 20, 210), packages, Map.of(), null, List.of());
		String text = new CensusTable(new Report(census, List.of(), 0)).toString();
		assertThat(text).contains("package20 ", "package6 ", "(5 more)").doesNotContain("package5 ", "Skipped");
		assertThat(text.indexOf("package20 ")).isLessThan(text.indexOf("package19 "));
	}

	@Test
	void printsThatThereIsNothing() {
		Census census = new Tally().census();
		assertThat(new CensusTable(new Report(census, List.of(Share.none("this process")), 0)).toString())
			.contains("this process        0        0         0  0.0 %")
			.doesNotContain("Largest");
	}

}
