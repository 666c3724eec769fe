package io.rpcparallel.protocol;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payloads that were made to do harm: they are refused soon, without much memory, and no
 * class is loaded for them.
 */
@Timeout(60)
class HostilePayloadTests {

	private static final int MILLION = 1_000_000;

	private static final long MEMORY = 64 << 20;

	private static final AtomicBoolean gadgetLoaded = new AtomicBoolean();

	private static final String GADGET = "io.rpcparallel.protocol.HostilePayloadTests$Gadget";

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final PayloadFormat format = ApplicationFormats.create(PayloadCodec.CBOR)
		.of(ResolvableType.forClass(Order.class));

	static Stream<Named<byte[]>> hostile() {
		return Stream.of(
				Named.of("a million lists within each other",
						cbor().map(1).text("unknown").repeat(0x81, MILLION).bytes(1).make()),
				Named.of("a hundred thousand values within each other", nested(100_000)),
				Named.of("an integer of eight million bytes",
						cbor().map(1)
							.text("big")
							.bytes(0xc2, 0x5a)
							.number(8 * MILLION)
							.repeat(0x7f, 8 * MILLION)
							.make()),
				Named.of("an integer of a gigabyte that does not come",
						cbor().map(1).text("big").bytes(0xc2, 0x5a).number(1000 * MILLION).repeat(0x7f, 100).make()),
				Named.of("an integer of two thousand million digits",
						cbor().map(1).text("big").bytes(0xc4, 0x82, 0x1a).number(2000 * MILLION).bytes(1).make()),
				Named.of("a text of two million digits for a number",
						cbor().map(1).text("number").bytes(0x7a).number(2 * MILLION).repeat('9', 2 * MILLION).make()),
				Named.of("a list that claims to have 2^63 elements",
						cbor().map(1).text("names").bytes(0x9b, 0x7f).repeat(0xff, 7).make()),
				Named.of("an array that claims to have 2^31 elements",
						cbor().map(1).text("values").bytes(0x9a).number(Integer.MAX_VALUE).bytes(1).make()),
				Named.of("bytes that claim to be 2^31",
						cbor().map(1).text("data").bytes(0x5a).number(Integer.MAX_VALUE).bytes(1).make()),
				Named.of("a text that claims to have 2^31 bytes",
						cbor().map(1).text("name").bytes(0x7a).number(Integer.MAX_VALUE).bytes('x').make()),
				Named.of("a class and its value", cbor().bytes(0x82).text(GADGET).map(0).make()),
				Named.of("Java's serialization",
						cbor().bytes(0xac, 0xed, 0, 5, 's', 'r', 0, GADGET.length())
							.ascii(GADGET)
							.repeat(0, 20)
							.make()));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	@Tag("F7")
	@Tag("F8")
	void itIsRefused(byte[] payload) {
		long before = this.threads.getCurrentThreadAllocatedBytes();
		assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> this.format.decode(payload));
		assertThat(this.threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
		assertThat(gadgetLoaded).isFalse();
		assertThat(this.format.decode(this.format.encode(new Order(7, null, null, null, null, null, null, null))))
			.isInstanceOfSatisfying(Order.class, (order) -> assertThat(order.number()).isEqualTo(7));
	}

	@Test
	@Tag("F7")
	void theNameOfAClassIsAFieldThatNobodyKnows() {
		for (String hint : List.of("@class", "@type", "class", "$type", "@c")) {
			Object decoded = this.format.decode(cbor().map(2).text(hint).text(GADGET).text("number").bytes(7).make());
			assertThat(decoded).isEqualTo(new Order(7, null, null, null, null, null, null, null));
		}
		assertThat(gadgetLoaded).isFalse();
	}

	@Test
	@Tag("F7")
	void theLastOfTwoFieldsOfOneNameCounts() {
		Object decoded = this.format.decode(cbor().map(2).text("number").bytes(1).text("number").bytes(2).make());
		assertThat(decoded).isEqualTo(new Order(2, null, null, null, null, null, null, null));
	}

	@Test
	@Tag("F7")
	void whatTheProcessesSayToEachOtherIsHeldToTheSame() {
		Cbor causes = cbor();
		for (int i = 0; i < 100_000; i++) {
			causes.map(1).text("cause");
		}
		byte[] deep = causes.bytes(0xf6).make();
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> new ControlCodec().decode(deep, ThrowableData.class));
		byte[] large = cbor().map(1).text("inFlight").bytes(0xc2, 0x5a).number(MILLION).repeat(0x7f, MILLION).make();
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> new ControlCodec().decode(large, Heartbeat.class));
	}

	private static byte[] nested(int depth) {
		Cbor bytes = cbor();
		for (int i = 0; i < depth; i++) {
			bytes.map(1).text("inner");
		}
		return bytes.bytes(0xf6).make();
	}

	private static Cbor cbor() {
		return new Cbor();
	}

	record Order(int number, BigInteger big, BigDecimal exact, String name, List<String> names, double[] values,
			byte[] data, Order inner) {

	}

	/**
	 * Would tell that it was loaded.
	 */
	static class Gadget {

		static {
			gadgetLoaded.set(true);
		}

	}

	/**
	 * Bytes of CBOR by hand.
	 */
	private static final class Cbor {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		Cbor map(int size) {
			return bytes(0xa0 + size);
		}

		Cbor text(String text) {
			if (text.length() < 24) {
				return bytes(0x60 + text.length()).ascii(text);
			}
			return bytes(0x78, text.length()).ascii(text);
		}

		Cbor ascii(String text) {
			this.bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
			return this;
		}

		Cbor bytes(int... values) {
			for (int value : values) {
				this.bytes.write(value);
			}
			return this;
		}

		Cbor number(int value) {
			this.bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
			return this;
		}

		Cbor repeat(int value, int count) {
			for (int i = 0; i < count; i++) {
				this.bytes.write(value);
			}
			return this;
		}

		byte[] make() {
			return this.bytes.toByteArray();
		}

	}

}
