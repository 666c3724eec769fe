package io.rpcparallel.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link AssignmentReader}.
 */
class AssignmentReaderTests {

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "name",
			new WorkerAddress.Tcp("127.0.0.1", 4711), this.secret, List.of("test", "other"),
			new WorkerAssignment.Settings(Duration.ofSeconds(3), Duration.ofMillis(20), Duration.ofMillis(30),
					Duration.ofMillis(40), TestSettings.rpc(), 2, 3, LogRouting.PRINTED));

	private final byte[] encoded = new ControlCodec().encode(this.assignment);

	@Test
	void whatAMasterWritesIsReadBack() throws IOException {
		ByteArrayInputStream input = new ByteArrayInputStream(framed(this.encoded.length, this.encoded));
		WorkerAssignment read = AssignmentReader.read(input);
		assertThat(read).usingRecursiveComparison().isEqualTo(this.assignment);
		assertThat(read.secret().text()).isEqualTo(this.secret.text());
	}

	@Test
	void whatFollowsTheAssignmentIsLeftInTheStream() throws IOException {
		byte[] bytes = framed(this.encoded.length, this.encoded);
		ByteArrayInputStream input = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length + 3));
		AssignmentReader.read(input);
		assertThat(input.available()).isEqualTo(3);
	}

	@Test
	void inputThatEndsTooSoonFails() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(new byte[0]));
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(new byte[3]));
		byte[] bytes = framed(this.encoded.length, this.encoded);
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MIN_VALUE, 1024 * 1024 + 1, Integer.MAX_VALUE })
	void aLengthThatNoAssignmentHasFails(int length) {
		assertThatIOException().isThrownBy(() -> read(framed(length, this.encoded)))
			.withMessage("What came over standard input is no assignment");
	}

	@Test
	void garbageFails() {
		byte[] text = "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
		assertThatIOException().isThrownBy(() -> read(text));
		assertThatIOException().isThrownBy(() -> read(framed(text.length, text)))
			.withMessageStartingWith("What came over standard input is no assignment");
	}

	@Test
	void aMessageThatIsNullFails() {
		byte[] bytes = new ControlCodec().encode(Map.of("none", "")).clone();
		byte[] nothing = { (byte) 0xf6 };
		assertThatIOException().isThrownBy(() -> read(framed(nothing.length, nothing)))
			.withMessageStartingWith("What came over standard input is no assignment");
		assertThatIOException().isThrownBy(() -> read(framed(bytes.length, bytes)))
			.withMessageStartingWith("What came over standard input is no assignment");
	}

	@Test
	void aDamagedAssignmentFailsWithoutShowingTheSecret() {
		String text = this.secret.text();
		for (int i = 0; i < this.encoded.length; i++) {
			byte[] damaged = this.encoded.clone();
			damaged[i] = (byte) 0xff;
			try {
				read(framed(damaged.length, damaged));
			}
			catch (IOException ex) {
				assertThat(ex).hasMessageNotContaining(text.substring(0, 8)).hasNoCause();
				assertThat(ex).message().matches("What came over standard input is no assignment(: \\w+)?");
			}
		}
		byte[] cut = Arrays.copyOf(this.encoded, this.encoded.length - 5);
		assertThatIOException().isThrownBy(() -> read(framed(cut.length, cut)))
			.withMessageNotContaining(text)
			.withNoCause();
	}

	private static byte[] framed(int length, byte[] bytes) {
		return ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(length).put(bytes).array();
	}

	private static WorkerAssignment read(byte[] bytes) throws IOException {
		return AssignmentReader.read(new ByteArrayInputStream(bytes));
	}

}
