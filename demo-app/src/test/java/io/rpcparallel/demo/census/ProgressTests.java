package io.rpcparallel.demo.census;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	@Test
	void drawsABarInPlaceOnATerminal() {
		try (Progress progress = progress(true)) {
			progress.show(new Done(0, 4, 0, 1000));
			progress.show(new Done(1, 4, 500, 1000));
		}
		String first = "[" + ".".repeat(40) + "]   0 %  0 of 4 counted";
		String second = "[" + "#".repeat(20) + ".".repeat(20) + "]  50 %  1 of 4 counted";
		assertThat(this.output).hasToString("\r" + first + "\r" + second + "\r" + " ".repeat(second.length()) + "\r");
	}

	@Test
	void printsALineEveryTenPerCentElsewhere() {
		try (Progress progress = progress(false)) {
			for (int i = 0; i <= 200; i++) {
				progress.show(new Done(i, 200, i * 10, 2000));
			}
		}
		assertThat(this.output.toString().lines()).hasSize(10)
			.startsWith(" 10 %  20 of 200 counted")
			.endsWith("100 %  200 of 200 counted");
	}

	@Test
	void skipsLinesWhereASourceIsLarge() {
		try (Progress progress = progress(false)) {
			progress.show(new Done(1, 3, 90, 100));
			progress.show(new Done(2, 3, 95, 100));
			progress.show(new Done(3, 3, 100, 100));
		}
		assertThat(this.output.toString().lines()).hasSize(2);
	}

	@Test
	void countsSourcesWhereNothingHasASize() {
		assertThat(new Done(1, 4, 0, 0).part()).isEqualTo(0.25);
		assertThat(new Done(0, 0, 0, 0).part()).isOne();
	}

	private Progress progress(boolean interactive) {
		PrintStream out = new PrintStream(this.output, true);
		return Progress.on(new Terminal(out, out, interactive));
	}

}
