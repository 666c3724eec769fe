package io.rpcparallel;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.SpawnStart;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.observation.CallObservationDocumentation;
import io.rpcparallel.observation.CallerObservationContext;
import io.rpcparallel.observation.WorkerObservationContext;
import io.rpcparallel.test.Document;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls of every kind are observed on both sides, under the eyes of Micrometer's test
 * kit, which fails if an observation is not used as it should be.
 */
@LeavesNothingBehind(afterEach = false)
class ObservedCallsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(rpc\\.parallel[^`]*)` \\| (.*) \\|$");

	private static final Pattern NAME = Pattern.compile("`([^`]+)`");

	private static TestMaster master;

	private final Ended ended = master.context().getBean(Ended.class);

	private WorkerConnection<Ledger> ledger;

	@BeforeAll
	static void start() {
		master = TestMaster.start(ObservedApplication.class, "rpc-parallel.calls.mdc-keys=user,tenant",
				"rpc-parallel.rpc.max-message-size=1MB");
	}

	@AfterAll
	static void end() {
		master.close();
	}

	@BeforeEach
	void serve() {
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		this.ledger = master.workers().connect(master.workers().serve(type, 5));
		this.ended.calls().clear();
	}

	@AfterEach
	void shutdown() {
		MDC.clear();
		this.ledger.close();
		master.workers().shutdown(this.ledger.worker());
	}

	@Test
	void whatAnswersOnceIsObserved() {
		RpcFunction<Ledger, Integer, Integer> add = master.bean("add");
		AsyncRpcFunction<Ledger, String, String> echoLater = master.bean("echoLater");
		this.ledger.run(add, 3);
		this.ledger.run(echoLater, null);
		this.ended.await("call add rpc success", "run add rpc success", "call echoLater async-rpc success",
				"run echoLater async-rpc success");
	}

	@Test
	void streamsAreObservedAndTheirElementsCounted() {
		StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");
		UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");
		ChannelFunction<Ledger, Integer, Integer, Integer> multiply = master.bean("multiply");
		double received = elements("numbers", "received");
		this.ledger.stream(numbers, 7).blockLast();
		this.ledger.upload(sum, 0, Flux.range(0, 5)).block();
		this.ledger.channel(multiply, 2, Flux.range(0, 4)).blockLast();
		this.ended.await("call numbers stream success", "run numbers stream success", "call sum upload success",
				"run sum upload success", "call multiply channel success", "run multiply channel success");
		assertThat(elements("numbers", "received") - received).isEqualTo(7);
		assertThat(elements("sum", "sent")).isEqualTo(5);
		assertThat(elements("multiply", "sent")).isEqualTo(4);
		assertThat(elements("multiply", "received")).isEqualTo(4);
	}

	@Test
	void statesAndMessagesAreObserved() {
		StateFunction<Ledger, Void, Integer, Integer> watch = master.bean("watch");
		OneWayFunction<Ledger, String> note = master.bean("note");
		this.ledger.send(note, "one");
		this.ledger.state(watch, null).block().updates().subscribe().dispose();
		this.ended.await("call note one-way success", "run note one-way success", "call watch state success",
				"run watch state cancelled");
	}

	@Test
	void whatFailsIsObservedWithItsOutcomeOnEachSide() {
		StreamFunction<Ledger, Integer, Integer> broken = master.bean("numbersThenError");
		RpcFunction<Ledger, String, String> block = master.bean("block");
		StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> this.ledger.stream(broken, 1).blockLast());
		assertThatExceptionOfType(WorkerTimeoutException.class)
			.isThrownBy(() -> this.ledger.run(block, "x", Duration.ofMillis(200)));
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.ledger.run(echo, "x".repeat(2_000_000)));
		this.ledger.stream(numbers, 100_000_000).take(1).blockLast();
		// Whether the worker first sees that its time is over or that nobody waits any
		// more
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.ended.calls().removeIf((call) -> call.matches("run block rpc (timeout|cancelled)")));
		this.ended.await("call numbersThenError stream threw", "run numbersThenError stream threw",
				"call block rpc timeout", "call echo rpc refused", "call numbers stream cancelled",
				"run numbers stream cancelled");
	}

	@Test
	void aCallThatIsNotMadeIsObservedToo() {
		RpcFunction<Ledger, Integer, Integer> add = master.bean("add");
		StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");
		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> this.ledger.run(add.contraMap((Integer ignored) -> {
				throw new StackOverflowError();
			}), 3));
		this.ledger.close();
		assertThatExceptionOfType(WorkerLostException.class)
			.isThrownBy(() -> this.ledger.run(add.map((total) -> total + 1), 3))
			.satisfies((ex) -> assertThat(ex.getCall().orElseThrow().functionName()).isEqualTo("add"));
		assertThatExceptionOfType(WorkerLostException.class)
			.isThrownBy(() -> this.ledger.stream(numbers, 1).blockLast());
		this.ended.await("call add rpc refused", "call add rpc lost", "call numbers stream lost");
	}

	@Test
	void theFunctionRunsInTheScopeOfItsObservationAndWithTheAllowedKeysOfTheMdc() {
		StatelessRpcFunction<String, Map<String, String>> inside = master.bean("inside");
		MDC.put("user", "ann");
		MDC.put("password", "secret");
		assertThat(this.ledger.run(inside, "x")).containsOnly(Map.entry("current", "worker"), Map.entry("user", "ann"));
		MDC.clear();
		assertThat(this.ledger.run(inside, "x")).containsOnly(Map.entry("current", "worker"));
	}

	@Test
	void everyMeterIsInTheDocumentationWithItsTypeUnitAndTags() throws IOException {
		RpcFunction<Ledger, Integer, Integer> add = master.bean("add");
		this.ledger.run(add, 3);
		WorkerTable table = master.context().getBean(WorkerTable.class);
		TestWorker worker = TestWorker.up(table, "one", 1).heard(1);
		master.context().getBean(MasterListener.class).spawned("one", SpawnStart.COLD, PATIENCE, null);
		Map<String, String> registered = new TreeMap<>();
		master.context()
			.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("rpc.parallel"))
			.forEach((id) -> registered.put(id.getName(), describe(id)));
		Map<String, String> documented = new TreeMap<>();
		rows("### Meters").forEach((name, columns) -> documented.put(name,
				columns.get(0) + " " + columns.get(1) + " " + names(columns.get(2))));
		assertThat(documented).isEqualTo(registered);
		worker.ended();
		master.context().getBean(MasterListener.class).ended("one", null);
	}

	@Test
	void theObservationIsInTheDocumentationWithItsKeys() throws IOException {
		List<String> row = rows("### Observations").get("rpc.parallel.call");
		CallObservationDocumentation call = CallObservationDocumentation.CALLER;
		assertThat(names(row.get(0))).containsExactlyInAnyOrder(names(call.getLowCardinalityKeyNames()));
		assertThat(names(row.get(1))).containsExactlyInAnyOrder(names(call.getHighCardinalityKeyNames()));
	}

	private static String[] names(KeyName[] keys) {
		return Arrays.stream(keys).map(KeyName::asString).toArray(String[]::new);
	}

	private static String describe(Meter.Id id) {
		Set<String> tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
		return id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + id.getBaseUnit() + " " + tags;
	}

	// The columns after the name
	private static Map<String, List<String>> rows(String heading) throws IOException {
		String section = Document.of("docs/observability.md").section(heading).text();
		Map<String, List<String>> rows = new TreeMap<>();
		ROW.matcher(section).results().forEach((row) -> rows.put(row.group(1), List.of(row.group(2).split(" \\| "))));
		return rows;
	}

	private static Set<String> names(String column) {
		return NAME.matcher(column)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static double elements(String function, String direction) {
		return master.context()
			.getBean(MeterRegistry.class)
			.get("rpc.parallel.stream.elements")
			.tags("function", function, "direction", direction)
			.functionCounter()
			.count();
	}

	/**
	 * The calls whose observations have ended.
	 *
	 * @param calls each with its contextual name, kind and outcome
	 */
	record Ended(List<String> calls) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			this.calls.add(context.getContextualName() + " " + context.getLowCardinalityKeyValue("kind").getValue()
					+ " " + context.getLowCardinalityKeyValue("outcome").getValue());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof CallerObservationContext || context instanceof WorkerObservationContext;
		}

		void await(String... expected) {
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.calls).containsExactlyInAnyOrder(expected));
		}

	}

	/**
	 * The application of all kinds of functions, observed.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(KindsApplication.class)
	static class ObservedApplication {

		@Bean
		TestObservationRegistry observationRegistry() {
			return TestObservationRegistry.create();
		}

		@Bean
		Ended ended() {
			return new Ended(new CopyOnWriteArrayList<>());
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, Map<String, String>> inside(ObservationRegistry registry) {
			return (ignored) -> {
				Map<String, String> inside = new TreeMap<>();
				Map<String, String> mdc = MDC.getCopyOfContextMap();
				if (mdc != null) {
					inside.putAll(mdc);
				}
				Observation current = registry.getCurrentObservation();
				inside.put("current", current.getContext().getLowCardinalityKeyValue("side").getValue());
				return inside;
			};
		}

	}

}
