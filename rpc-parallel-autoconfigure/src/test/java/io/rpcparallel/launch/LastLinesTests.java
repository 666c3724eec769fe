package io.rpcparallel.launch;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastLinesTests {

	private final LastLines lines = new LastLines(3, 5, StandardCharsets.UTF_8);

	@Test
	void keepsTheLastOnesInOrder() {
		for (int i = 1; i <= 9; i++) {
			add((i % 2 == 0) ? "[err] " : "[out] ", i + "\n");
		}
		assertThat(this.lines.get()).containsExactly("[err] 4", "[out] 5", "[err] 6", "[out] 7", "[err] 8", "[out] 9");
	}

	@Test
	void keepsTheFewOfOneStreamBesideTheManyOfTheOther() {
		add("[err] ", "Error\n");
		for (int i = 1; i <= 9; i++) {
			add("[out] ", i + "\n");
		}
		assertThat(this.lines.get()).containsExactly("[err] Error", "[out] 7", "[out] 8", "[out] 9");
	}

	@Test
	void cutsLongLines() {
		add("", "123456789\n");
		assertThat(this.lines.get()).containsExactly("12345");
	}

	@Test
	void leavesOutWhatEndsALine() {
		add("", "a\r\n");
		add("", "\n");
		add("", "b\r");
		assertThat(this.lines.get()).containsExactly("a", "", "b\r");
	}

	private void add(String prefix, String text) {
		byte[] bytes = ("xx" + text).getBytes(StandardCharsets.UTF_8);
		this.lines.add(prefix, bytes, 2, bytes.length - 2);
	}

}
