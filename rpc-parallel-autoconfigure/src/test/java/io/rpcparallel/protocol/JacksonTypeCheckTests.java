package io.rpcparallel.protocol;

import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link JacksonTypeCheck}: what can't arrive is refused before it is sent.
 */
class JacksonTypeCheckTests {

	private final PayloadFormats formats = ApplicationFormats.create();

	@ParameterizedTest
	@MethodSource({ "open", "processBound", "withoutForm", "deep" })
	void whatCannotArriveIsRefused(Type type, String problem) {
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> this.formats.of(ResolvableType.forType(type)))
			.withMessageContaining(problem)
			.satisfies((ex) -> assertThat(ex.getAction()).matches("(?s)[A-Z].*\\."));
	}

	static Stream<Arguments> open() {
		return Stream.of(arguments(Object.class, "'Object' does not say what it holds (at java.lang.Object)."),
				type(new ParameterizedTypeReference<List<Object>>() {
				}, "'Object' does not say what it holds"), type(new ParameterizedTypeReference<Map<String, Object>>() {
				}, "'Object' does not say what it holds"), arguments(Interface.class, "is abstract"),
				arguments(Abstract.class, "is abstract"),
				arguments(Sealed.class, "is sealed but a message would not say which subtype it holds"),
				arguments(Number.class, "'Number' arrives as another kind of number"),
				arguments(ByClassName.class, "would be sent with the name of a class"),
				arguments(Interface[].class, "is abstract"), arguments(CharSequence.class, "is written by one codec"));
	}

	static Stream<Arguments> processBound() {
		return Stream.of(arguments(InputStream.class, "is abstract"),
				arguments(Thread.class, "'java.lang.Thread' has no form outside its process"),
				arguments(Runnable.class, "is abstract"), type(new ParameterizedTypeReference<Function<Long, Long>>() {
				}, "is abstract"), type(new ParameterizedTypeReference<Mono<String>>() {
				}, "is abstract"), type(new ParameterizedTypeReference<Flux<String>>() {
				}, "is abstract"), type(new ParameterizedTypeReference<Stream<String>>() {
				}, "is abstract"));
	}

	static Stream<Arguments> withoutForm() {
		return Stream.of(arguments(NoConstructor.class, "has no constructor that Jackson can use"),
				arguments(NoProperties.class, "has no properties"),
				type(new ParameterizedTypeReference<Map<Key, Long>>() {
				}, "Key' can't be the key of a map"), type(new ParameterizedTypeReference<Map<TextKey, Long>>() {
				}, "TextKey' can't be the key of a map"),
				arguments(NoGetters.class, "'name' is read but never written"),
				arguments(OneWayValue.class, "OneWayValue' is written as its @JsonValue, which nothing reads back"));
	}

	static Stream<Arguments> deep() {
		String path = Outer.class.getName();
		return Stream.of(
				arguments(Outer.class,
						"'java.lang.Thread' has no form outside its process (at " + path + ".inner of java.util.List<"
								+ Inner.class.getName() + "> of " + Inner.class.getName()
								+ ".threads of [Ljava.lang.Thread; of java.lang.Thread)."),
				arguments(Shape.class, "'Object' does not say what it holds (at " + Shape.class.getName() + " as "
						+ Bad.class.getName() + ".content)."));
	}

	private static Arguments type(ParameterizedTypeReference<?> type, String problem) {
		return arguments(type.getType(), problem);
	}

	@Test
	void anIgnoredPropertyIsNotChecked() {
		PayloadFormat format = this.formats.of(ResolvableType.forClass(Ignoring.class));
		Ignoring sent = new Ignoring();
		sent.setName("name");
		sent.setThread(Thread.currentThread());
		Ignoring arrived = (Ignoring) format.decode(format.encode(sent));
		assertThat(arrived.getName()).isEqualTo("name");
		assertThat(arrived.getThread()).isNull();
	}

	@Test
	void aRefusedTypeIsRefusedAgain() {
		ResolvableType type = ResolvableType.forClass(Thread.class);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> this.formats.of(type));
		}
	}

	interface Interface {

	}

	abstract static class Abstract {

		public int number;

	}

	sealed interface Sealed permits Only {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	interface ByClassName {

	}

	record Only(int number) implements Sealed {

	}

	record Key(int first, int second) {

	}

	record TextKey(String text) {

	}

	record Inner(Map<String, Thread[]> threads) {

	}

	record Outer(Optional<List<Inner>> inner) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Shape permits Good, Bad {

	}

	record Good(int number) implements Shape {

	}

	record Bad(Object content) implements Shape {

	}

	static final class NoConstructor {

		public int number;

		private NoConstructor(int number, Runnable ignored) {
			this.number = number;
		}

	}

	static class NoProperties {

		private int hidden;

		void increment() {
			this.hidden++;
		}

	}

	static class NoGetters {

		private final String name;

		@JsonCreator
		NoGetters(@JsonProperty("name") String name) {
			this.name = name;
		}

		String value() {
			return this.name;
		}

	}

	public static class OneWayValue {

		private String text = "";

		@JsonValue
		String text() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

	}

	public static class Ignoring {

		private String name;

		@JsonIgnore
		private Thread thread;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public Thread getThread() {
			return this.thread;
		}

		public void setThread(Thread thread) {
			this.thread = thread;
		}

	}

}
