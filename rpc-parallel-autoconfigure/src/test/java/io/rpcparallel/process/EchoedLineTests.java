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
			assertThat(EchoedLine.printedLength(bytes, 0, bytes.length)).isZero();
			assertThat(line.substring(EchoedLine.markLength())).isIn("one", "two");
		});
	}

	@Test
	void anyOtherLineHasNone() {
		byte[] bytes = "a line\n\n\u001e".getBytes(StandardCharsets.US_ASCII);
		assertThat(EchoedLine.printedLength(bytes, 0, bytes.length)).isEqualTo(bytes.length);
		assertThat(EchoedLine.printedLength(bytes, 7, 1)).isOne();
		assertThat(EchoedLine.printedLength(bytes, 8, 1)).isOne();
		assertThat(EchoedLine.printedLength(bytes, 0, 0)).isZero();
	}

	@Test
	void theMarkMayFollowWhatWasPrintedOnTheSameLine() {
		byte[] marked = EchoedLine.bytes("logged", StandardCharsets.US_ASCII);
		byte[] bytes = new byte[20];
		bytes[0] = '\n';
		bytes[1] = '?';
		System.arraycopy(marked, 0, bytes, 2, marked.length);
		assertThat(EchoedLine.printedLength(bytes, 1, 1 + marked.length)).isOne();
		assertThat(EchoedLine.printedLength(bytes, 1, EchoedLine.markLength())).isEqualTo(EchoedLine.markLength());
	}

}
