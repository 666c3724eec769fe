package io.rpcparallel.protocol;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads bytes that nobody wrote: they are a value, or refused with the one exception for
 * it, soon and without much memory.
 */
class PayloadFuzzTests {

	private static final int ROUNDS = 10_000;

	private static final long MEMORY = 16 << 20;

	private static final Order ORDER = new Order(7, "text \u00e4\ud83d\ude00", new double[] { 1.5, -2 },
			List.of("a", "b"), Instant.EPOCH, Optional.of(new Line(3L, Kind.OLD)), List.of(new Line(null, Kind.NEW)),
			Map.of("key", List.of(new Line(4L, null))), new Line[] { new Line(5L, Kind.NEW) }, new byte[] { 1, 2, 3 },
			new int[][] { { 1 }, { 2, 3 } });

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Random random = new Random(4711);

	private int refused;

	@ParameterizedTest
	@EnumSource
	@Timeout(60)
	void bytesAreAValueOrRefused(PayloadCodec codec) {
		ResolvableType type = ResolvableType.forClass(Order.class);
		PayloadFormat format = ApplicationFormats.create(codec, type).of(type);
		byte[] valid = format.encode(ORDER);
		assertThat(format.decode(valid)).usingRecursiveComparison().isEqualTo(ORDER);
		// What is made once is not counted
		read(format, new byte[] { AdaptivePayloadFormat.FORY });
		for (int round = 0; round < ROUNDS; round++) {
			byte[] bytes = (round % 4 == 0) ? anything() : mutated(valid);
			long before = this.threads.getCurrentThreadAllocatedBytes();
			read(format, bytes);
			assertThat(this.threads.getCurrentThreadAllocatedBytes() - before)
				.as(() -> "allocated for " + Arrays.toString(bytes))
				.isLessThan(MEMORY);
		}
		assertThat(this.refused).isBetween(ROUNDS / 2, ROUNDS);
		assertThat(format.decode(valid)).usingRecursiveComparison().isEqualTo(ORDER);
	}

	private void read(PayloadFormat format, byte[] bytes) {
		try {
			assertThat(format.decode(bytes)).isInstanceOfAny(Order.class, null);
		}
		catch (MalformedPayloadException ex) {
			this.refused++;
		}
	}

	private byte[] anything() {
		byte[] bytes = new byte[this.random.nextInt(100)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private byte[] mutated(byte[] valid) {
		byte[] bytes = valid.clone();
		for (int i = this.random.nextInt(4); i >= 0; i--) {
			int at = this.random.nextInt(bytes.length);
			int way = this.random.nextInt(4);
			if (way == 0) {
				bytes[at] = (byte) this.random.nextInt();
			}
			else if (way == 1) {
				bytes[at] ^= (byte) (1 << this.random.nextInt(Byte.SIZE));
			}
			else if (way == 2) {
				Arrays.fill(bytes, at, Math.min(bytes.length, at + 5), (byte) 0xff);
			}
			else {
				bytes = Arrays.copyOf(bytes, Math.max(1, at));
			}
		}
		return bytes;
	}

	enum Kind {

		OLD, NEW

	}

	record Line(Long amount, Kind kind) {

	}

	record Order(int number, String name, double[] amounts, List<String> texts, Instant at, Optional<Line> first,
			List<Line> lines, Map<String, List<Line>> byKey, Line[] array, byte[] bytes, int[][] table) {

	}

}
