package io.rpcparallel.protocol;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

import io.rpcparallel.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link ForyTypes}.
 */
class ForyTypesTests {

	private final CBORMapper mapper = CBORMapper.builder().addMixIn(MixedIn.class, Mixin.class).build();

	@Test
	void classesAreFoundInAnOrderOfTheTypeAlone() {
		assertThat(in(new ParameterizedTypeReference<Map<DayOfWeek, Optional<Tree<Leaf>>>>() {
		}.getType())).containsExactly(DayOfWeek.class, Tree.class, Leaf.class, Shape.class, Leaf[].class);
		assertThat(in(String.class)).isEmpty();
		assertThat(in(int[][].class)).containsExactly(int[].class, int[][].class);
	}

	@ParameterizedTest
	@MethodSource
	void whatCborAloneIsTrustedWithStaysWithIt(Type type, String problem) {
		assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> in(type))
			.withMessageContaining(problem)
			.satisfies((ex) -> assertThat(ex.getAction()).matches("(?s)[A-Z].*\\."));
	}

	static Stream<Arguments> whatCborAloneIsTrustedWithStaysWithIt() {
		String annotated = "says to Jackson how it is to be written";
		String other = "is not among the types that Fory is trusted with";
		return Stream.of(arguments(Annotated.class, annotated), arguments(ByAccessor.class, annotated),
				arguments(ByParameter.class, annotated), arguments(ByInterface.class, annotated),
				arguments(MixedIn.class, "in a way that the application has told Jackson"),
				arguments(Named.class, annotated), arguments(Worker.class, annotated),
				arguments(Outer.class,
						"(at " + Outer.class.getName() + ".inner of " + Annotated.class.getName() + ")."),
				arguments(Replacing.class, other), arguments(External.class, other), arguments(Open.class, other),
				arguments(Object.class, other), arguments(Void.class, other), arguments(Throwable.class, other),
				arguments(Runnable.class, other), arguments(JsonNode.class, other), arguments(Path.class, other),
				arguments(URI.class, other), arguments(ZoneId.class, other), arguments(StringBuilder.class, other),
				arguments(Wild.class, "leaves open what it holds"), arguments(Raw.class, "leaves open what it holds"),
				arguments(new ParameterizedTypeReference<ArrayList<String>>() {
				}.getType(), other), arguments(new ParameterizedTypeReference<SortedMap<String, String>>() {
				}.getType(), other), arguments(new ParameterizedTypeReference<EnumMap<DayOfWeek, String>>() {
				}.getType(), other), arguments(new ParameterizedTypeReference<Worker<String>>() {
				}.getType(), annotated));
	}

	private Set<Class<?>> in(Type type) {
		return ForyTypes.in(ResolvableType.forType(type), new JacksonCustomizations(this.mapper, this.mapper));
	}

	record Tree<T>(T root, List<Tree<T>> more, T[] leaves) {

	}

	record Leaf(Shape shape) {

	}

	enum Shape {

		ROUND {

			@Override
			public String toString() {
				return "round";
			}

		}

	}

	record Annotated(@JsonProperty("y") int x) {

	}

	record ByAccessor(int x) {

		@JsonValue
		int twice() {
			return 2 * this.x;
		}

	}

	record ByParameter(int x) {

		ByParameter(@JsonProperty("y") int x) {
			this.x = x;
		}

	}

	interface Telling {

		@JsonProperty("y")
		int x();

	}

	record ByInterface(int x) implements Telling {

	}

	record MixedIn(int x) {

	}

	interface Mixin {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Named permits Only {

	}

	record Only(int x) implements Named {

	}

	record Outer(List<Annotated> inner) {

	}

	record Replacing(int x) {

		Object writeReplace() {
			return "other";
		}

	}

	record External(int x) implements Externalizable {

		@Override
		public void writeExternal(ObjectOutput out) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void readExternal(ObjectInput in) {
			throw new UnsupportedOperationException();
		}

	}

	static class Open {

		public int x;

	}

	record Wild(List<?> list) {

	}

	@SuppressWarnings("rawtypes") // which is what it is for
	record Raw(List list) {

	}

}
