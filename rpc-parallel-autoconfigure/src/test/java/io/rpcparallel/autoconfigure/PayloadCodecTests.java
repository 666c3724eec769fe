package io.rpcparallel.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.fory.Fory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.protocol.PayloadFormat;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.registry.InvalidWorkerFunctionException;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Tests for {@code rpc-parallel.codec}: what carries payloads, and that processes which
 * would not understand each other have different fingerprints.
 */
@LeavesNothingBehind
class PayloadCodecTests {

	private static final String POINT = Point.class.getName();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class,
				RSocketStrategiesAutoConfiguration.class, RpcParallelAutoConfiguration.class))
		.withUserConfiguration(Points.class);

	@Test
	void withForyOnTheClassPathProcessesAgreeOnItsTypesInTheirOrder() {
		this.runner.withUserConfiguration(Links.class)
			.run((context) -> assertThat(registry(context).describe()).hasSize(8)
				.endsWith("payload '%s' by Fory 1.6.0 (rpc-parallel.codec=auto)".formatted(POINT),
						"payload 'java.util.List<%s>' by Fory 1.6.0 (rpc-parallel.codec=auto)".formatted(POINT),
						"payload 'java.util.Map<java.lang.String, %s>' by Fory 1.6.0 (rpc-parallel.codec=auto)"
							.formatted(Side.class.getName()),
						"Fory class 0: %s(int x, java.util.List<java.lang.Integer> more)".formatted(POINT),
						"Fory class 1: %s[LEFT, RIGHT]".formatted(Side.class.getName())));
	}

	@Test
	void typesThatTheApplicationHasASerializerForStayWithCborWithAllThatHoldThem() {
		this.runner.withUserConfiguration(NegatedPoints.class).run((context) -> {
			assertThat(registry(context).describe()).filteredOn((line) -> line.contains("Fory"))
				.containsExactly(
						"payload 'java.util.Map<java.lang.String, %s>' by Fory 1.6.0 (rpc-parallel.codec=auto)"
							.formatted(Side.class.getName()),
						"Fory class 0: %s[LEFT, RIGHT]".formatted(Side.class.getName()));
			StatelessRpcFunction<Point, List<Point>> twice = bean(context, "twice");
			WorkerTemplate workers = context.getBean(WorkerTemplate.class);
			try (WorkerConnection<Object> worker = workers.connect(workers.serve())) {
				Point arrived = new Point(-3, List.of());
				assertThat(worker.run(twice, new Point(3, List.of(4)))).containsExactly(arrived, arrived);
			}
		});
	}

	@Test
	void eachCodecHasAFingerprintOfItsOwn() {
		this.runner.run((auto) -> this.runner.withPropertyValues("rpc-parallel.codec=fory")
			.run((fory) -> this.runner.withPropertyValues("rpc-parallel.codec=cbor").run((cbor) -> {
				assertThat(List.of(registry(auto).fingerprint(), registry(fory).fingerprint(),
						registry(cbor).fingerprint()))
					.doesNotHaveDuplicates();
				assertThat(registry(cbor).describe()).noneMatch((line) -> line.contains("Fory"));
			})));
	}

	@Test
	void withoutForyAllIsAsWithCbor() {
		this.runner.withPropertyValues("rpc-parallel.codec=cbor")
			.run((cbor) -> this.runner.withClassLoader(new FilteredClassLoader(Fory.class)).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(registry(context).fingerprint()).isEqualTo(registry(cbor).fingerprint());
			}));
	}

	@Test
	void foryWithoutForyEndsTheStart() {
		this.runner.withPropertyValues("rpc-parallel.codec=fory")
			.withClassLoader(new FilteredClassLoader(Fory.class))
			.run((context) -> assertRefused(context,
					"'rpc-parallel.codec' is 'fory', but Fory is not on the class path.",
					"Add the dependency org.apache.fory:fory-core, or set 'rpc-parallel.codec' to 'auto'."));
	}

	@Test
	void foryWithATypeThatItIsNotTrustedWithEndsTheStart() {
		this.runner.withPropertyValues("rpc-parallel.codec=fory")
			.withUserConfiguration(Links.class)
			.run((context) -> assertRefused(context,
					"Bean 'link' can't be called in workers: its result of type 'java.net.URI' can't be sent: 'rpc-parallel.codec' is 'fory', but 'java.net.URI' is not among the types that Fory is trusted with (at java.net.URI).",
					"With 'rpc-parallel.codec' set to 'auto' only this type is sent as CBOR."));
	}

	@Test
	void functionsAreCalledByFory() {
		this.runner.withPropertyValues("rpc-parallel.codec=fory").run(PayloadCodecTests::callAll);
	}

	@Test
	void functionsAreCalledByWhatFits() {
		this.runner.withUserConfiguration(Links.class).run((context) -> {
			callAll(context);
			StatelessRpcFunction<String, URI> link = bean(context, "link");
			WorkerTemplate workers = context.getBean(WorkerTemplate.class);
			try (WorkerConnection<Object> worker = workers.connect(workers.serve())) {
				assertThat(worker.run(link, "a:b")).isEqualTo(URI.create("a:b"));
			}
		});
	}

	@Test
	void foryIsNotPreparedAfterTheContextHasClosed() {
		AtomicReference<PayloadFormats> formats = new AtomicReference<>();
		this.runner.run((context) -> formats.set(context.getBean(PayloadFormats.class)));
		PayloadFormat points = formats.get().of(ResolvableType.forClass(Point.class));
		for (int i = 0; i < 60_000; i++) {
			points.encode(new Point(1, List.of()));
		}
		assertThat(Leftovers.threads()).isEmpty();
	}

	private static void callAll(AssertableApplicationContext context) {
		StatelessRpcFunction<Point, List<Point>> twice = bean(context, "twice");
		StatelessRpcFunction<Map<String, Side>, Integer> size = bean(context, "size");
		WorkerTemplate workers = context.getBean(WorkerTemplate.class);
		try (WorkerConnection<Object> worker = workers.connect(workers.serve())) {
			Point point = new Point(1, List.of(2, 3));
			assertThat(worker.run(twice, point)).containsExactly(point, point);
			assertThat(worker.run(size, Map.of("a", Side.LEFT))).isEqualTo(1);
		}
	}

	private static void assertRefused(AssertableApplicationContext context, String problem, String action) {
		assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining(problem)
			.asInstanceOf(type(InvalidWorkerFunctionException.class))
			.satisfies((ex) -> assertThat(ex.getAction()).contains(action));
	}

	private static WorkerFunctionRegistry registry(AssertableApplicationContext context) {
		return context.getBean(WorkerFunctionRegistry.class);
	}

	@SuppressWarnings("unchecked") // the test knows its beans
	private static <Q, R> StatelessRpcFunction<Q, R> bean(AssertableApplicationContext context, String name) {
		return context.getBean(name, StatelessRpcFunction.class);
	}

	record Point(int x, List<Integer> more) {

	}

	enum Side {

		LEFT, RIGHT

	}

	@Configuration(proxyBeanMethods = false)
	static class Points {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Point, List<Point>> twice() {
			return (point) -> List.of(point, point);
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Map<String, Side>, Integer> size() {
			return Map::size;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NegatedPoints {

		@Bean
		JacksonModule points() {
			return new SimpleModule().addSerializer(Point.class, new StdSerializer<>(Point.class) {

				@Override
				public void serialize(Point point, JsonGenerator generator, SerializationContext context) {
					generator.writeNumber(point.x());
				}

			}).addDeserializer(Point.class, new StdDeserializer<>(Point.class) {

				@Override
				public Point deserialize(JsonParser parser, DeserializationContext context) {
					return new Point(-Math.abs(parser.getIntValue()), List.of());
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Links {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, URI> link() {
			return URI::create;
		}

	}

}
