package io.rpcparallel.protocol;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link PayloadFormats}: what is accepted arrives as it was sent.
 */
class PayloadFormatsTests {

	private final PayloadFormats formats = ApplicationFormats.create();

	@ParameterizedTest
	@MethodSource({ "plainValues", "times", "collections", "records", "classes" })
	void whatIsAcceptedArrivesAsItWasSent(Type type, Object value) {
		PayloadFormat format = this.formats.of(ResolvableType.forType(type));
		Object arrived = format.decode(format.encode(value));
		assertThat(arrived).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(value);
		assertThat(arrived.getClass()).matches(
				(actual) -> actual == value.getClass() || value instanceof Collection<?> || value instanceof Map<?, ?>);
	}

	@Test
	void anErrorOfAClassIsAFailureOfTheValueAlone() {
		PayloadFormat format = this.formats.of(ResolvableType.forClass(Broken.class));
		assertThatIllegalArgumentException().isThrownBy(() -> format.encode(new Broken(1)))
			.withCauseInstanceOf(NoClassDefFoundError.class);
		assertThatIllegalArgumentException().isThrownBy(() -> format.encode(new Broken(1), new AgreedTypes()))
			.withMessageContaining("com/example/Gone");
	}

	static Stream<Arguments> plainValues() {
		return Stream.of(arguments(String.class, "text \u00e4 \ud83d\ude00"), arguments(String.class, ""),
				arguments(Integer.class, Integer.MIN_VALUE), arguments(Long.class, Long.MAX_VALUE),
				arguments(Short.class, (short) -3), arguments(Byte.class, (byte) -3), arguments(Character.class, 'x'),
				arguments(Boolean.class, true), arguments(Double.class, Double.MIN_VALUE), arguments(Float.class, 0.1f),
				arguments(BigDecimal.class, new BigDecimal("-12345678901234567890.1200")),
				arguments(BigInteger.class, BigInteger.TEN.pow(40)), arguments(UUID.class, UUID.randomUUID()),
				arguments(DayOfWeek.class, DayOfWeek.FRIDAY), arguments(Locale.class, Locale.GERMANY),
				arguments(URI.class, URI.create("http://host/path?q=1")), arguments(Path.class, Path.of("/a/b c")));
	}

	static Stream<Arguments> times() {
		Instant instant = Instant.parse("2024-02-29T12:34:56.123456789Z");
		return Stream.of(arguments(Instant.class, instant), arguments(LocalDate.class, LocalDate.of(2024, 2, 29)),
				arguments(LocalDateTime.class, LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4)),
				arguments(Duration.class, Duration.ofSeconds(90, 5)),
				arguments(ZoneId.class, ZoneId.of("Europe/Vienna")),
				arguments(new ParameterizedTypeReference<Map<LocalDate, Duration>>() {
				}.getType(), Map.of(LocalDate.of(2024, 1, 1), Duration.ofDays(1))));
	}

	static Stream<Arguments> collections() {
		Map<DayOfWeek, Integer> days = new EnumMap<>(DayOfWeek.class);
		days.put(DayOfWeek.MONDAY, 1);
		return Stream.of(arguments(byte[].class, new byte[] { 0, -1, 127 }), arguments(byte[].class, new byte[0]),
				arguments(int[].class, new int[] { 1, -2 }), arguments(int[][].class, new int[][] { { 1 }, {} }),
				arguments(String[].class, new String[] { "a", null }),
				arguments(Range[].class, new Range[] { new Range(1, 2) }),
				type(new ParameterizedTypeReference<Map<String, List<Range>>>() {
				}, Map.of("a", List.of(new Range(1, 2)), "b", List.of())),
				type(new ParameterizedTypeReference<EnumMap<DayOfWeek, Integer>>() {
				}, days), type(new ParameterizedTypeReference<Map<UUID, Set<Integer>>>() {
				}, Map.of(UUID.randomUUID(), Set.of(1, 2))), type(new ParameterizedTypeReference<Map<Id, Integer>>() {
				}, Map.of(new Id("x"), 1)), type(new ParameterizedTypeReference<Optional<List<Range>>>() {
				}, Optional.of(List.of(new Range(3, 4)))), type(new ParameterizedTypeReference<Optional<Range>>() {
				}, Optional.empty()), arguments(OptionalInt.class, OptionalInt.of(3)),
				arguments(OptionalInt.class, OptionalInt.empty()));
	}

	static Stream<Arguments> records() {
		return Stream.of(arguments(Empty.class, new Empty()), type(new ParameterizedTypeReference<Page<Range>>() {
		}, new Page<>(List.of(new Range(1, 2)), Optional.of(new Range(0, 0)))),
				arguments(Node.class, new Node("root", List.of(new Node("leaf", List.of())))),
				arguments(Everything.class,
						new Everything(new Page<>(List.of("x"), Optional.empty()), new byte[] { 1 }, new Id("7"),
								DayOfWeek.SUNDAY, Path.of("/file"), null, JsonNodeFactory.instance.objectNode())),
				arguments(Shape.class, new Circle(2)), arguments(Shape.class, new Square(new Range(1, 2))),
				arguments(Named.class, new First(1)), type(new ParameterizedTypeReference<List<Shape>>() {
				}, List.of(new Circle(1), new Square(new Range(3, 4)))), arguments(Reported.class, new Reported(3)),
				type(new ParameterizedTypeReference<Worker<StringBuilder>>() {
				}, new Worker<StringBuilder>(UUID.randomUUID(), "name", 7, new WorkerAddress.Tcp("127.0.0.1", 80),
						"secret", TestSettings.rpc())));
	}

	static Stream<Arguments> classes() {
		Bean bean = new Bean();
		bean.setName("name");
		return Stream.of(arguments(Bean.class, bean), arguments(Fields.class, new Fields()),
				arguments(Id.class, new Id("text")), arguments(Code.class, new Code(12)),
				arguments(Immutable.class, new Immutable("a", 3)), arguments(Holder.class, new Holder(new Circle(1))));
	}

	private static Arguments type(ParameterizedTypeReference<?> type, Object value) {
		return arguments(type.getType(), value);
	}

	@Test
	void nullIsNoBytesAndArrivesAsNull() {
		for (Class<?> type : List.of(Void.class, String.class, Range.class, Integer.class)) {
			PayloadFormat format = this.formats.of(ResolvableType.forClass(type));
			assertThat(format.encode(null)).isNull();
			assertThat(format.decode(null)).isNull();
		}
	}

	@Test
	void aByteBufferArrivesWithItsRemainingBytes() {
		PayloadFormat format = this.formats.of(ResolvableType.forClass(ByteBuffer.class));
		ByteBuffer sent = ByteBuffer.wrap("0123".getBytes(StandardCharsets.US_ASCII)).position(2);
		ByteBuffer arrived = (ByteBuffer) format.decode(format.encode(sent));
		assertThat(StandardCharsets.US_ASCII.decode(arrived).toString()).isEqualTo("23");
	}

	@Test
	void aRecordWithHalfASurrogatePairIsRefusedBySendersAndNotChanged() {
		PayloadFormat format = this.formats.of(ResolvableType.forClass(Node.class));
		assertThatRuntimeException().isThrownBy(() -> format.encode(new Node("\ud800", List.of())))
			.withMessageContaining("surrogate");
	}

	@Test
	void timesKeepTheirOffsetAndZone() {
		OffsetDateTime offset = OffsetDateTime.parse("2024-02-29T12:00:00+03:00");
		ZonedDateTime inVienna = offset.atZoneSameInstant(ZoneId.of("Europe/Vienna"));
		ZonedDateTime inUtc = offset.atZoneSameInstant(ZoneId.of("UTC"));
		PayloadFormat offsets = this.formats.of(ResolvableType.forClass(OffsetDateTime.class));
		PayloadFormat zones = this.formats.of(ResolvableType.forClass(ZonedDateTime.class));
		assertThat(offsets.decode(offsets.encode(offset))).hasToString("2024-02-29T12:00+03:00");
		assertThat(zones.decode(zones.encode(inVienna))).hasToString("2024-02-29T10:00+01:00[Europe/Vienna]");
		assertThat(zones.decode(zones.encode(inUtc))).hasToString(inUtc.toString());
	}

	@Test
	void aRelativePathArrivesAsTheAbsoluteOneThatItWasForItsSender() {
		PayloadFormat format = this.formats.of(ResolvableType.forClass(Path.class));
		assertThat(format.decode(format.encode(Path.of("file")))).isEqualTo(Path.of("file").toAbsolutePath());
	}

	@Test
	void aFormatIsMadeOnceForEachType() {
		ResolvableType list = ResolvableType.forClassWithGenerics(List.class, Range.class);
		assertThat(this.formats.of(list))
			.isSameAs(this.formats.of(ResolvableType.forClassWithGenerics(List.class, Range.class)))
			.isNotSameAs(this.formats.of(ResolvableType.forClassWithGenerics(List.class, String.class)));
	}

	record Range(long from, long to) {

		// Written along, and nothing to read back
		@JsonProperty
		long getLength() {
			return this.to - this.from;
		}

	}

	record Broken(int number) {

		@Override
		public int number() {
			throw new NoClassDefFoundError("com/example/Gone");
		}

	}

	record Empty() {

	}

	record Page<T>(List<T> items, Optional<T> last) {

	}

	record Node(String name, List<Node> children) {

	}

	record Id(@JsonValue String value) {

	}

	record Reported(int count) {

	}

	record Everything(Page<String> page, byte[] bytes, Id id, DayOfWeek day, Path path, Integer nothing,
			JsonNode json) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Shape permits Circle, Square {

	}

	record Circle(int radius) implements Shape {

	}

	record Square(Range side) implements Shape {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(value = First.class, name = "first"))
	interface Named {

	}

	record First(int number) implements Named {

	}

	record Holder(@JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(Circle.class)) Shape any) {

	}

	public static class Bean {

		private String name;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	static class Fields {

		public int number = 3;

		public List<Range> ranges = List.of(new Range(1, 2));

	}

	static final class Code {

		private final int number;

		private Code(int number) {
			this.number = number;
		}

		@JsonCreator
		static Code of(int number) {
			return new Code(number);
		}

		@JsonValue
		int number() {
			return this.number;
		}

	}

	public static final class Immutable {

		private final String name;

		private final int age;

		@JsonCreator
		Immutable(String name, int age) {
			this.name = name;
			this.age = age;
		}

		public String getName() {
			return this.name;
		}

		public int getAge() {
			return this.age;
		}

	}

}
