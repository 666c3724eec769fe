package io.rpcparallel.protocol;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateTimeDeserializer;
import tools.jackson.databind.ext.javatime.ser.LocalDateTimeSerializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleAbstractTypeResolver;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleSerializers;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link JacksonCustomizations}.
 */
class JacksonCustomizationsTests {

	private static final List<Class<?>> TYPES = List.of(Point.class, Side.class, Curve.class, Instant.class, UUID.class,
			String.class, int.class, Integer.class, List.class, Set.class, Map.class, Optional.class, int[].class,
			Point[].class, LocalDateTime.class);

	private static final ResolvableType INSTANT = ResolvableType.forClass(Instant.class);

	private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	@Test
	void aPlainMapperTreatsNoClassInAWayOfItsOwn() {
		assertConcernsNothingBut(CBORMapper.builder().addModule(new SimpleModule()).build());
		assertConcernsNothingBut(CBORMapper.builder().addModule(new WorkerHandleModule()).build());
		assertConcernsNothingBut(
				CBORMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
	}

	@ParameterizedTest
	@MethodSource
	void whatIsTreatedInAWayOfTheApplicationsOwnIsFound(UnaryOperator<CBORMapper.Builder> application,
			Class<?> concerned) {
		assertConcernsNothingBut(application.apply(CBORMapper.builder()).build(), concerned);
	}

	static Stream<Arguments> whatIsTreatedInAWayOfTheApplicationsOwnIsFound() {
		return Stream.of(module(new SimpleModule().addSerializer(Point.class, new Silent<>(Point.class)), Point.class),
				module(new SimpleModule().addSerializer(Side.class, ToStringSerializer.instance), Side.class),
				module(new SimpleModule().addSerializer(UUID.class, ToStringSerializer.instance), UUID.class),
				module(new SimpleModule().addDeserializer(Instant.class, new Now()), Instant.class),
				module(new SimpleModule().setSerializerModifier(new WithoutY()), Point.class),
				application((builder) -> builder.addMixIn(UUID.class, Runnable.class), UUID.class),
				application(
						(builder) -> builder.withConfigOverride(Point.class, (point) -> point.setIsIgnoredType(true)),
						Point.class),
				module(new SimpleModule().addSerializer(LocalDateTime.class, new LocalDateTimeSerializer(MINUTES)),
						LocalDateTime.class),
				module(new SimpleModule().addDeserializer(LocalDateTime.class, new LocalDateTimeDeserializer(MINUTES)),
						LocalDateTime.class),
				module(new SimpleModule().addAbstractTypeMapping(Set.class, TreeSet.class), Set.class),
				application((builder) -> builder
					.addAbstractTypeResolver(new SimpleAbstractTypeResolver().addMapping(Curve.class, Dot.class)),
						Curve.class));
	}

	@ParameterizedTest
	@MethodSource
	void whatMayConcernAnyTypeConcernsAll(UnaryOperator<CBORMapper.Builder> application) {
		CBORMapper mapper = application.apply(CBORMapper.builder()).build();
		assertConcernsNothingBut(mapper, Stream.concat(TYPES.stream(), Stream.of(Dot.class)).toArray(Class<?>[]::new));
		assertThat(new JacksonCustomizations(mapper, mapper).concernKey(INSTANT)).isTrue();
	}

	static Stream<UnaryOperator<CBORMapper.Builder>> whatMayConcernAnyTypeConcernsAll() {
		return Stream.of((builder) -> builder.annotationIntrospector(new Renaming()),
				(builder) -> builder.serializerFactory(
						BeanSerializerFactory.instance.withNullValueSerializer(ToStringSerializer.instance)),
				(builder) -> builder.addModule(new SimpleModule().addValueInstantiator(ArrayList.class,
						new ValueInstantiator.Base(ArrayList.class))),
				(builder) -> builder
					.addModule(new SimpleModule().setDefaultNullValueSerializer(ToStringSerializer.instance)));
	}

	@Test
	void aSerializerMayBeForSomeContentsOfACollectionOnly() {
		SimpleSerializers ofDots = new SimpleSerializers() {

			@Override
			public @Nullable ValueSerializer<?> findCollectionSerializer(SerializationConfig config,
					CollectionType type, BeanDescription.Supplier description, JsonFormat.Value format,
					@Nullable TypeSerializer contentTypes, @Nullable ValueSerializer<Object> contents) {
				return type.getContentType().hasRawClass(Dot.class) ? ToStringSerializer.instance : null;
			}

		};
		SimpleModule module = new SimpleModule();
		module.setSerializers(ofDots);
		CBORMapper mapper = CBORMapper.builder().addModule(module).build();
		assertConcernsNothingBut(mapper);
		JacksonCustomizations customizations = new JacksonCustomizations(mapper, mapper);
		assertThat(customizations.concern(ResolvableType.forClassWithGenerics(List.class, Dot.class))).isTrue();
		assertThat(customizations.concern(ResolvableType.forClassWithGenerics(List.class, Point.class))).isFalse();
	}

	@Test
	void whatConcernsAValueIsFoundAfterItWasPartOfAnother() {
		CBORMapper mapper = CBORMapper.builder()
			.addModule(new SimpleModule().addSerializer(LocalDateTime.class, new LocalDateTimeSerializer(MINUTES)))
			.build();
		JacksonCustomizations customizations = new JacksonCustomizations(mapper, mapper);
		assertThat(customizations.concern(ResolvableType.forClass(Appointment.class))).isFalse();
		assertThat(customizations.concern(ResolvableType.forClass(LocalDateTime.class))).isTrue();
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> ForyTypes.in(ResolvableType.forClass(Appointment.class), customizations))
			.withMessageContaining(".at)");
	}

	@Test
	void aWayOfWritingManyClassesConcernsAllOfThem() {
		assertConcernsNothingBut(CBORMapper.builder()
			.addModule(new SimpleModule().addSerializer(Curve.class, new Silent<>(Curve.class)))
			.build(), Curve.class, Dot.class);
	}

	@Test
	void keysOfMapsAreSomethingElseThanValues() {
		CBORMapper mapper = CBORMapper.builder()
			.addModule(new SimpleModule().addKeyDeserializer(UUID.class, new NoUuid()))
			.build();
		JacksonCustomizations customizations = new JacksonCustomizations(mapper, mapper);
		assertConcernsNothingBut(mapper);
		assertThat(customizations.concernKey(ResolvableType.forClass(UUID.class))).isTrue();
		assertThat(customizations.concernKey(ResolvableType.forClass(String.class))).isFalse();
		assertThat(customizations.concernKey(ResolvableType.forClass(Point.class))).isFalse();
	}

	@Test
	void theWriterAndTheReaderMayDiffer() {
		CBORMapper plain = new CBORMapper();
		CBORMapper own = CBORMapper.builder()
			.addModule(new SimpleModule().addDeserializer(Instant.class, new Now()))
			.build();
		assertThat(new JacksonCustomizations(plain, own).concern(INSTANT)).isTrue();
		assertThat(new JacksonCustomizations(own, plain).concern(INSTANT)).isFalse();
	}

	private static void assertConcernsNothingBut(ObjectMapper mapper, Class<?>... concerned) {
		JacksonCustomizations customizations = new JacksonCustomizations(mapper, mapper);
		assertThat(Stream.concat(TYPES.stream(), Stream.of(Dot.class)))
			.filteredOn((type) -> customizations.concern(ResolvableType.forClass(type)))
			.containsExactlyInAnyOrder(concerned);
	}

	private static Arguments module(SimpleModule module, Class<?> concerned) {
		return application((builder) -> builder.addModule(module), concerned);
	}

	private static Arguments application(UnaryOperator<CBORMapper.Builder> application, Class<?> concerned) {
		return arguments(application, concerned);
	}

	record Point(int x, int y) {

	}

	record Appointment(LocalDateTime at) {

	}

	enum Side {

		LEFT

	}

	sealed interface Curve permits Dot {

	}

	record Dot(int size) implements Curve {

	}

	private static final class Silent<T> extends StdSerializer<T> {

		Silent(Class<T> type) {
			super(type);
		}

		@Override
		public void serialize(T value, JsonGenerator generator, SerializationContext context) {
			generator.writeNull();
		}

	}

	private static final class Now extends StdDeserializer<Instant> {

		Now() {
			super(Instant.class);
		}

		@Override
		public Instant deserialize(JsonParser parser, DeserializationContext context) {
			return Instant.now();
		}

	}

	private static final class NoUuid extends KeyDeserializer {

		@Override
		public Object deserializeKey(String key, DeserializationContext context) {
			return new UUID(0, 0);
		}

	}

	private static final class WithoutY extends ValueSerializerModifier {

		@Override
		public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier bean,
				List<BeanPropertyWriter> properties) {
			return properties.stream().filter((property) -> !property.getName().equals("y")).toList();
		}

	}

	private static final class Renaming extends JacksonAnnotationIntrospector {

		@Override
		public PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
			return annotated.getName().equals("x") ? PropertyName.construct("other")
					: super.findNameForSerialization(config, annotated);
		}

	}

}
