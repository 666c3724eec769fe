package io.rpcparallel.process;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EchoedLine}.
 */
class EchoedLineTests {

	@Test
	void eachLineOfATextHasAMark() {
		String marked = new String(EchoedLine.bytes("one\r\ntwo", StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		assertThat(marked).endsWith("two\n");
		assertThat(marked.lines()).hasSize(2).allSatisfy((line) -> {
			byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
			int mark = EchoedLine.markLength(bytes, 0, bytes.length);
			assertThat(mark).isPositive();
			assertThat(line.substring(mark)).isIn("one", "two");
		});
	}

	@Test
	void anyOtherLineHasNone() {
		byte[] bytes = "a line\n\n\u001e".getBytes(StandardCharsets.US_ASCII);
		assertThat(EchoedLine.markLength(bytes, 0, bytes.length)).isZero();
		assertThat(EchoedLine.markLength(bytes, 7, 1)).isZero();
		assertThat(EchoedLine.markLength(bytes, 8, 1)).isZero();
		assertThat(EchoedLine.markLength(bytes, 0, 0)).isZero();
	}

}
