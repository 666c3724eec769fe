package io.rpcparallel.demo.census;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TallyTests {

	@Test
	void addsUpClassFiles() {
		Census census = census(file("a.First", 61, 100), file("a.Second", 52, 50), file("Third", 61, 0));
		assertThat(census.total()).isEqualTo(new Count(3, 6, 150));
		assertThat(census.packages()).isEqualTo(Map.of("a", new Count(2, 4, 150), "", new Count(1, 2, 0)));
		assertThat(census.versions()).isEqualTo(Map.of(52, 1L, 61, 2L));
		assertThat(census.largest()).isEqualTo(new MethodSize("a.First.call", 100));
	}

	@Test
	void amongMethodsOfTheSameSizeTheFirstNameWins() {
		assertThat(census(file("b.B", 61, 9), file("a.A", 61, 9), file("c.C", 61, 9)).largest())
			.isEqualTo(new MethodSize("a.A.call", 9));
	}

	@Test
	void theOrderOfAddingDoesNotMatter() {
		List<Census> parts = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Tally tally = new Tally();
			tally.add(file("p" + i % 3 + ".Class" + i, 50 + i % 5, 7 * (i % 4)));
			tally.skip("file" + i % 6, "reason" + i);
			parts.add(tally.census());
		}
		Census expected = sum(parts);
		Random random = new Random(42);
		for (int i = 0; i < 20; i++) {
			Collections.shuffle(parts, random);
			assertThat(sum(parts)).isEqualTo(expected);
			Census half = sum(parts.subList(0, 10));
			assertThat(sum(List.of(sum(parts.subList(10, 20)), half))).isEqualTo(expected);
		}
		assertThat(expected.total().classes()).isEqualTo(20);
		assertThat(expected.skipped()).hasSize(20).isSorted();
	}

	@Test
	void nothingIsNothing() {
		assertThat(new Tally().census()).isEqualTo(new Census(Count.NONE, Map.of(), Map.of(), null, List.of()));
	}

	private Census sum(List<Census> parts) {
		Tally tally = new Tally();
		parts.forEach(tally::add);
		return tally.census();
	}

	private Census census(ClassFile... files) {
		Tally tally = new Tally();
		for (ClassFile file : files) {
			tally.add(file);
		}
		return tally.census();
	}

	private ClassFile file(String name, int version, long bytes) {
		return new ClassFile(name, version, 2, bytes, new MethodSize(name + ".call", bytes));
	}

}
