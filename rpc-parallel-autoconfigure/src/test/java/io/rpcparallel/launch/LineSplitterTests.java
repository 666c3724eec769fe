package io.rpcparallel.launch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineSplitterTests {

	private final List<String> pieces = new ArrayList<>();

	private final LineSplitter splitter = new LineSplitter(8,
			(bytes, offset, length) -> this.pieces.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));

	@Test
	void splitsAfterNewlines() {
		accept("a\n\nbc\r\nd");
		assertThat(this.pieces).containsExactly("a\n", "\n", "bc\r\n");
		this.splitter.finish();
		this.splitter.finish();
		assertThat(this.pieces).containsExactly("a\n", "\n", "bc\r\n", "d");
	}

	@Test
	void joinsALineOfSeveralChunks() {
		accept("ab");
		accept("cd");
		accept("e\nf\n");
		assertThat(this.pieces).containsExactly("abcde\n", "f\n");
	}

	@Test
	void cutsLongLines() {
		accept("123");
		accept("456789012345678");
		accept("9\nx\n");
		assertThat(this.pieces).containsExactly("12345678", "90123456", "789\n", "x\n");
	}

	@Test
	void losesNothingWhateverTheChunks() {
		String text = "one\ntwo two two two\n\n\nthree three\r\nend";
		for (int size = 1; size < text.length(); size++) {
			this.pieces.clear();
			for (int i = 0; i < text.length(); i += size) {
				accept(text.substring(i, Math.min(text.length(), i + size)));
			}
			this.splitter.finish();
			assertThat(String.join("", this.pieces)).isEqualTo(text);
			assertThat(this.pieces).allMatch((piece) -> piece.length() <= 8);
		}
	}

	private void accept(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.splitter.accept(bytes, bytes.length);
	}

}
