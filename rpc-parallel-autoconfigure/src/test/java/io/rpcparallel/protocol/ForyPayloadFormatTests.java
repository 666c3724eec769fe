package io.rpcparallel.protocol;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.apache.fory.Fory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link ForyPayloadFormat}: what Fory is trusted with arrives as it was sent,
 * and nothing else does.
 */
class ForyPayloadFormatTests {

	private static final ResolvableType POINT_LIST = ResolvableType
		.forType(new ParameterizedTypeReference<List<Point>>() {
		});

	private static final PayloadFormats FORMATS = ApplicationFormats.create(PayloadCodec.FORY, kit());

	private static final String KIT = "io.rpcparallel.protocol.PayloadFormatsTests#";

	@ParameterizedTest
	@MethodSource({ "values", KIT + "plainValues", KIT + "times", KIT + "collections", KIT + "records",
			KIT + "classes" })
	void whatIsAcceptedArrivesAsItWasSent(Type type, Object value) {
		PayloadFormat format;
		try {
			format = FORMATS.of(ResolvableType.forType(type));
		}
		catch (UnsupportedPayloadException ex) {
			assertThat(value.getClass()).isNotIn(Rich.class, Line.class, Sides.class);
			assertThat(ex.getAction())
				.endsWith(" With 'rpc-parallel.codec' set to 'auto' only this type is sent as CBOR.");
			return;
		}
		Object arrived = format.decode(format.encode(value));
		assertThat(arrived).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(value);
		assertThat(arrived.getClass()).matches(
				(actual) -> actual == value.getClass() || value instanceof Collection<?> || value instanceof Map<?, ?>);
	}

	private static ResolvableType[] kit() {
		return Stream
			.of(values(), PayloadFormatsTests.plainValues(), PayloadFormatsTests.times(),
					PayloadFormatsTests.collections(), PayloadFormatsTests.records(), PayloadFormatsTests.classes(),
					Stream.of(arguments(POINT_LIST.getType()), arguments(Points.class), arguments(Point.class)))
			.flatMap((kit) -> kit)
			.map((arguments) -> ResolvableType.forType((Type) arguments.get()[0]))
			.distinct()
			.toArray(ResolvableType[]::new);
	}

	static Stream<Arguments> values() {
		OffsetDateTime time = OffsetDateTime.parse("2024-02-29T12:00:00.123456789+03:00");
		ZonedDateTime zoned = time.atZoneSameInstant(ZoneId.of("Europe/Vienna"));
		Map<Point, Optional<Side>> map = new LinkedHashMap<>();
		map.put(new Point(1, 2L), Optional.of(Side.LEFT));
		map.put(new Point(3, null), Optional.empty());
		return Stream.of(
				arguments(Rich.class,
						new Rich('\ud800', (byte) -1, (short) 2, 0.1f, true, -0.0, Integer.MIN_VALUE, Long.MAX_VALUE,
								"\ud800 lone \ud83d\ude00", new BigDecimal("-1E+300"), BigInteger.TEN.pow(40),
								UUID.randomUUID(), time, zoned, Side.RIGHT, map)),
				arguments(Rich.class,
						new Rich(null, null, null, null, null, null, null, null, null, null, null, null, null, null,
								null, null)),
				arguments(Sides.class,
						new Sides(Instant.MAX, Instant.MIN, Duration.ofSeconds(Long.MIN_VALUE, 1), LocalDate.MIN,
								LocalDateTime.MAX, new int[][] { { 1 }, {}, null },
								new Point[] { new Point(1, 1L), null }, new Side[] { Side.LEFT })),
				arguments(Line.class, new Line(List.of(new Dot(new Point(1, 2L)), new Gap(), new Gap()))),
				type(new ParameterizedTypeReference<List<Curve>>() {
				}, List.of(new Dot(new Point(1, 2L)), new Gap())), type(new ParameterizedTypeReference<Box<Point>>() {
				}, new Box<>(new Point(1, 2L), List.of(new Point(3, 4L)))));
	}

	private static Arguments type(ParameterizedTypeReference<?> type, Object value) {
		return arguments(type.getType(), value);
	}

	@ParameterizedTest
	@MethodSource
	void aCollectionOfAnyClassArrivesAsOneThatCanBeChanged(Collection<Point> sent) {
		ResolvableType type = ResolvableType.forClass(Points.class);
		PayloadFormat format = FORMATS.of(type);
		Map<String, Point> map = new TreeMap<>(Collections.reverseOrder());
		sent.forEach((point) -> map.put(String.valueOf(point), point));
		Points arrived = (Points) format.decode(format.encode(new Points(sent, new ArrayList<>(sent), Set.of(1), map)));
		assertThat(arrived.collection()).containsExactlyInAnyOrderElementsOf(sent);
		assertThat(arrived.list()).containsExactlyElementsOf(sent);
		assertThat(new ArrayList<>(arrived.map().keySet())).isEqualTo(new ArrayList<>(map.keySet()));
		arrived.collection().add(new Point(0, null));
		arrived.list().add(null);
		arrived.set().add(9);
		arrived.map().put("z", null);
	}

	static Stream<Collection<Point>> aCollectionOfAnyClassArrivesAsOneThatCanBeChanged() {
		Point one = new Point(1, 2L);
		List<Point> list = new ArrayList<>(List.of(one, new Point(2, null), one, new Point(5, 6L)));
		Map<Integer, Point> map = new HashMap<>(Map.of(1, one));
		return Stream.of(list, List.of(), List.of(one), List.of(one, one, one), list.subList(1, 3),
				Collections.unmodifiableList(list), Collections.synchronizedList(list), Arrays.asList(one, null),
				new LinkedList<>(list), map.values(), new LinkedHashMap<>(map).values(), new TreeMap<>(map).values(),
				Set.of(one), Collections.singleton(one), list.stream().toList());
	}

	@Test
	void aCollectionOfAnUnknownClassIsRefusedBySenders() {
		ResolvableType type = ResolvableType.forClass(Points.class);
		PayloadFormat format = FORMATS.of(type);
		assertThatRuntimeException()
			.isThrownBy(() -> format.encode(new Points(new Own(), List.of(), Set.of(), Map.of())));
		Points good = new Points(List.of(), List.of(), Set.of(), Map.of());
		assertThat(format.decode(format.encode(good))).isEqualTo(good);
	}

	@Test
	void deepValuesArriveAndEndlessOnesAreRefused() {
		ResolvableType type = ResolvableType.forClass(PayloadFormatsTests.Node.class);
		PayloadFormat format = FORMATS.of(type);
		PayloadFormatsTests.Node deep = nodes(240);
		assertThat(format.decode(format.encode(deep))).isEqualTo(deep);
		PayloadFormat cbor = ApplicationFormats.create(PayloadCodec.CBOR).of(type);
		assertThat(cbor.decode(cbor.encode(deep))).isEqualTo(deep);
		byte[] tooDeep = format.encode(nodes(2000));
		assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> format.decode(tooDeep))
			.withMessageContaining("depth");
		assertThatRuntimeException().isThrownBy(() -> format.encode(nodes(100_000)));
	}

	private static PayloadFormatsTests.Node nodes(int depth) {
		PayloadFormatsTests.Node node = new PayloadFormatsTests.Node("leaf", List.of());
		for (int i = 0; i < depth; i++) {
			node = new PayloadFormatsTests.Node("node", List.of(node));
		}
		return node;
	}

	@ParameterizedTest
	@MethodSource
	void whatNoTypeConsistsOfIsNotCreated(Object value) {
		Fory open = Fory.builder().withXlang(false).withCompatible(false).requireClassRegistration(false).build();
		byte[] bytes = open.serialize(value);
		PayloadFormat format = FORMATS.of(POINT_LIST);
		assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> format.decode(bytes));
		byte[] within = open.serialize(new ArrayList<>(Collections.singletonList(value)));
		assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> format.decode(within))
			.withMessageStartingWith("The " + within.length + " bytes are no 'java.util.List' as Fory writes it");
	}

	static Stream<Object> whatNoTypeConsistsOfIsNotCreated() {
		return Stream.of((Runnable & Serializable) () -> {
		}, Proxy.newProxyInstance(ForyPayloadFormatTests.class.getClassLoader(), new Class<?>[] { Marker.class },
				new Handler()), new IllegalStateException("x"), new AtomicReference<>("x"), String.class, new Object(),
				new Replaced(), new TreeSet<>(Collections.reverseOrder()).comparator(), new StringBuilder("x"),
				Optional.of(new Throwable()), new Own(), new Class<?>[] { Runnable.class });
	}

	@Test
	void aValueOfAnotherTypeIsNotTakenForOneOfThis() {
		ResolvableType points = ResolvableType.forClass(Points.class);
		ResolvableType point = ResolvableType.forClass(Point.class);
		byte[] bytes = FORMATS.of(point).encode(new Point(1, 2L));
		assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> FORMATS.of(points).decode(bytes));
		byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
		assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> FORMATS.of(point).decode(longer));
	}

	enum Side {

		LEFT, RIGHT {

			@Override
			public String toString() {
				return "right";
			}

		}

	}

	record Point(int x, Long y) {

	}

	record Box<T>(T content, List<T> more) {

	}

	record Rich(Character character, Byte small, Short number, Float real, Boolean truth, Double exact, Integer least,
			Long most, String text, BigDecimal decimal, BigInteger big, UUID id, OffsetDateTime time,
			ZonedDateTime zoned, Side side, Map<Point, Optional<Side>> sides) {

	}

	record Sides(Instant last, Instant first, Duration duration, LocalDate date, LocalDateTime time, int[][] numbers,
			Point[] points, Side[] sides) {

	}

	sealed interface Curve permits Dot, Gap {

	}

	record Dot(Point at) implements Curve {

	}

	record Gap() implements Curve {

	}

	record Line(List<? extends Curve> curves) {

	}

	record Points(Collection<Point> collection, List<Point> list, Set<Integer> set, Map<String, Point> map) {

	}

	interface Marker {

	}

	private static final class Handler implements java.lang.reflect.InvocationHandler, Serializable {

		@Override
		public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
			return null;
		}

	}

	private static final class Replaced implements Serializable {

		Object writeReplace() {
			return "replaced";
		}

	}

	private static final class Own extends AbstractList<Point> {

		@Override
		public Point get(int index) {
			return new Point(index, null);
		}

		@Override
		public int size() {
			return 2;
		}

	}

}
