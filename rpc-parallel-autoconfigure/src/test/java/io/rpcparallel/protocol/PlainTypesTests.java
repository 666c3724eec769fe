package io.rpcparallel.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ResolvableType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainTypes}.
 */
class PlainTypesTests {

	private final CBORMapper mapper = CBORMapper.builder().addMixIn(MixedIn.class, Mixin.class).build();

	@ParameterizedTest
	@ValueSource(classes = { int.class, Long.class, boolean.class, char.class, String.class, Point.class, Line.class })
	void whatJacksonIsNotAskedAboutIsPlain(Class<?> type) {
		assertThat(isPlain(type)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, Number.class, Runnable.class, Generic.class, Annotated.class,
			ByAccessor.class, OfObject.class, Nested.class, Comparing.class, MixedIn.class, PlainTypesTests.class })
	void whatMaySayMoreThanItsComponentsIsLeftToJackson(Class<?> type) {
		assertThat(isPlain(type)).isFalse();
	}

	private boolean isPlain(Class<?> type) {
		return new PlainTypes(this.mapper.serializationConfig()).contain(ResolvableType.forClass(type));
	}

	record Point(int x, Integer y) {

	}

	record Line(Point from, String name) {

	}

	record Generic<T>(int x) {

	}

	record Annotated(@JsonProperty("y") int x) {

	}

	record ByAccessor(int x) {

		@JsonValue
		int twice() {
			return 2 * this.x;
		}

	}

	record OfObject(Object value) {

	}

	record Nested(Nested inner) {

	}

	record Comparing(int x) implements Comparable<Comparing> {

		@Override
		public int compareTo(Comparing other) {
			return Integer.compare(this.x, other.x);
		}

	}

	record MixedIn(int x) {

	}

	interface Mixin {

	}

}
