package io.rpcparallel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link SimplePayloadFormat}.
 */
class SimplePayloadFormatTests {

	private static final List<Class<?>> TYPES = List.of(Integer.class, Long.class, Double.class, Float.class,
			Short.class, Byte.class, Character.class, Boolean.class, String.class, byte[].class);

	private final PayloadFormats formats = ApplicationFormats.create();

	@Test
	void simpleTypesHaveAFormOfTheirOwn() {
		assertThat(TYPES).allSatisfy((type) -> assertThat(format(type)).isInstanceOf(SimplePayloadFormat.class));
		assertThat(format(int.class)).isInstanceOf(SimplePayloadFormat.class);
		assertThat(format(Integer[].class)).isNotInstanceOf(SimplePayloadFormat.class);
		assertThat(format(CharBox.class)).isNotInstanceOf(SimplePayloadFormat.class);
	}

	@ParameterizedTest
	@MethodSource
	void aValueArrivesBitByBit(Object value, int length) {
		PayloadFormat format = format(value.getClass());
		byte[] bytes = format.encode(value);
		assertThat(bytes).hasSize(length);
		assertThat(format.decode(bytes)).isEqualTo(value);
	}

	static Stream<Arguments> aValueArrivesBitByBit() {
		return Stream.of(arguments(Integer.MIN_VALUE, 4), arguments(-1, 4), arguments(0x12345678, 4),
				arguments(Long.MIN_VALUE, 8), arguments(0x123456789abcdef0L, 8), arguments(-0.0, 8),
				arguments(Double.NaN, 8), arguments(Double.NEGATIVE_INFINITY, 8), arguments(Double.MIN_VALUE, 8),
				arguments(Float.NaN, 4), arguments(-0.0f, 4), arguments(Short.MIN_VALUE, 2), arguments((byte) -128, 1),
				arguments('\uffff', 2), arguments('\ud800', 2), arguments(true, 1), arguments(false, 1),
				arguments("", 0), arguments("a\u00e4\u20ac\ud83d\ude00\ufffd\0", 14));
	}

	@Test
	void aTextWithHalfASurrogatePairArrivesAsItWasSent() {
		PayloadFormat format = format(String.class);
		for (String half : List.of("\ud800", "\udfff", "\udc00\ud800", "?\ud83d\ude00\ud83d", "\ufffd\udc00?")) {
			for (int length = 0; length < 20; length++) {
				String text = "x".repeat(length) + half + "\u00e4".repeat(length);
				byte[] bytes = format.encode(text);
				assertThat(bytes).hasSize(1 + 2 * text.length());
				assertThat(format.decode(bytes)).isEqualTo(text);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "?", "1234567?", "12345678?", "\ufffd?", "?\ud83d\ude00", "\uffff\ud83d\ude00?" })
	void anyOtherTextIsUtf8(String text) {
		byte[] bytes = format(String.class).encode(text);
		assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
		assertThat(format(String.class).decode(bytes)).isEqualTo(text);
	}

	@Test
	void theBitsOfANumberThatIsNoneAreKept() {
		double nan = Double.longBitsToDouble(0x7ff8000000abcdefL);
		PayloadFormat format = format(double.class);
		assertThat(Double.doubleToRawLongBits((Double) format.decode(format.encode(nan))))
			.isEqualTo(0x7ff8000000abcdefL);
	}

	@Test
	void bytesMayBeChangedAfterTheyWereEncoded() {
		PayloadFormat format = format(byte[].class);
		byte[] sent = { 1, 2, 3 };
		byte[] encoded = format.encode(sent);
		sent[0] = 9;
		assertThat((byte[]) format.decode(encoded)).containsExactly(1, 2, 3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 7, 8, 9, 1000 })
	void bytesOfAnotherLengthAreRefused(int length) {
		for (Class<?> type : TYPES.subList(0, TYPES.size() - 2)) {
			PayloadFormat format = format(type);
			if (length != SimpleForm.valueOf(type.getSimpleName().toUpperCase()).length()) {
				assertThatExceptionOfType(MalformedPayloadException.class)
					.isThrownBy(() -> format.decode(new byte[length]))
					.withMessageMatching("A %s has \\d bytes, not %d".formatted(type.getSimpleName(), length));
			}
		}
	}

	@Test
	void whatIsNoBooleanOrNoTextIsRefused() {
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> format(Boolean.class).decode(new byte[] { 2 }))
			.withMessage("A Boolean is 0 or 1, not 2");
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> format(String.class).decode("\u00e4".getBytes(StandardCharsets.ISO_8859_1)))
			.withMessage("A String is UTF-8, which these bytes are not");
		for (byte[] bytes : List.of(new byte[] { -1 }, new byte[] { -1, 0, 'a' }, new byte[] { -1, -40, 0, 1 },
				new byte[] { -1, -40, 61, -34, 0 })) {
			assertThatExceptionOfType(MalformedPayloadException.class)
				.isThrownBy(() -> format(String.class).decode(bytes))
				.withMessage("A String is UTF-8, which these bytes are not");
		}
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> format(Void.class).decode(new byte[0]))
			.withMessage("A Void has no value, so no bytes either");
	}

	@Test
	void anyBytesAreAValueOrRefused() {
		Random random = new Random(4);
		for (int round = 0; round < 20_000; round++) {
			byte[] bytes = new byte[random.nextInt(12)];
			random.nextBytes(bytes);
			PayloadFormat format = format(TYPES.get(round % TYPES.size()));
			try {
				assertThat(format.encode(format.decode(bytes))).isEqualTo(bytes);
			}
			catch (MalformedPayloadException ex) {
				assertThat(ex).hasMessageStartingWith("A ");
			}
		}
	}

	private PayloadFormat format(Class<?> type) {
		return this.formats.of(ResolvableType.forClass(type));
	}

	record CharBox(char value) {

	}

}
