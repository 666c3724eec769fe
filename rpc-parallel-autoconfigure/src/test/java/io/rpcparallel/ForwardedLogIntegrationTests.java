package io.rpcparallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.logging.LogbackLoggers;
import io.rpcparallel.test.FamilyApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.NestingApplication;
import io.rpcparallel.test.TalkativeApplication;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What workers log appears in the log of their master, as if it had been logged there.
 */
@LeavesNothingBehind(afterEach = false)
@Timeout(180)
class ForwardedLogIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String LOGGER = TalkativeApplication.class.getName();

	private static final String OUTPUT = "io.rpcparallel.worker.output";

	private static final int STORM = 5000;

	private static final Events events = new Events();

	private static TestMaster master;

	private static WorkerConnection<String> one;

	private static WorkerConnection<String> two;

	private static TestMaster filing;

	private static WorkerConnection<String> three;

	@TempDir
	private static Path folder;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(TalkativeApplication.class, FamilyApplication.FAST_WORKERS);
		WorkerType<String, String> talker = master.bean("talker");
		filing = TestMaster.start(TalkativeApplication.class,
				"rpc-parallel.worker.logging=file:" + folder.resolve("{name}.log"));
		events.start();
		root().addAppender(events);
		WorkerType<String, String> filer = filing.bean("talker");
		List<WorkerConnection<String>> all = Flux
			.mergeSequential(master.workers().spawnAsync(talker, "one", SpawnOptions.defaults().withName("one")),
					master.workers().spawnAsync(talker, "two", SpawnOptions.defaults().withName("two")),
					filing.workers().spawnAsync(filer, "three", SpawnOptions.defaults().withName("three")))
			.collectList()
			.block();
		one = all.get(0);
		two = all.get(1);
		three = all.get(2);
	}

	@AfterAll
	static void close() {
		one.close();
		two.close();
		three.close();
		master.close();
		filing.close();
		root().detachAppender(events);
	}

	private static Logger root() {
		return LogbackLoggers.context().getLogger(Logger.ROOT_LOGGER_NAME);
	}

	@Test
	void itAppearsFromTheStartOfTheWorkerOnAndNotAsOutputToo() {
		ILoggingEvent made = events.await((event) -> event.getFormattedMessage().equals("Talker one is made"));
		List<String> messages = events.of("one").stream().map(ILoggingEvent::getFormattedMessage).toList();
		assertThat(messages.get(0)).startsWith("Starting TalkativeApplication");
		assertThat(messages).filteredOn((message) -> message.matches("Start.*|Talker.*"))
			.extracting((message) -> message.substring(0, message.indexOf(' ')))
			.containsExactly("Starting", "Started", "Talker");
		assertThat(made.getLoggerName()).isEqualTo(LOGGER);
		assertThat(events.all).filteredOn((event) -> event.getFormattedMessage().contains("Talker one is made"))
			.hasSize(1);
	}

	@Test
	void itHasAllThatARecordHasAndTellsTheWorker() {
		StatelessRpcFunction<String, String> warn = master.bean("warn");
		String thread = one.run(warn, "careful");
		ILoggingEvent event = events.await((each) -> each.getFormattedMessage().equals("careful"));
		assertThat(event.getLoggerName()).isEqualTo(LOGGER);
		assertThat(event.getLevel()).isEqualTo(Level.WARN);
		assertThat(event.getThreadName()).isEqualTo(thread);
		assertThat(event.getMDCPropertyMap()).containsExactlyInAnyOrderEntriesOf(
				Map.of("request", "request of careful", "workerName", "one", "workerId", one.worker().id().toString()));
		assertThat(event.getThrowableProxy().getClassName()).isEqualTo(IllegalStateException.class.getName());
		assertThat(event.getThrowableProxy().getMessage()).isEqualTo("thrown for careful");
	}

	@Test
	void whatAWorkerPrintsIsStillItsOutput() {
		StatelessRpcFunction<String, String> print = master.bean("print");
		one.run(print, "printed");
		assertThat(events.await((event) -> event.getLoggerName().equals(OUTPUT)).getFormattedMessage())
			.isEqualTo("[worker one stdout] printed");
	}

	@Test
	void theLevelOfAWorkersLoggerIsSetFromHereAndItsRecordsAppear() {
		StatelessRpcFunction<String, String> debug = master.bean("debug");
		assertThat(master.workers().logLevel(one.worker(), LOGGER))
			.isEqualTo(new WorkerLogLevel(LOGGER, null, LogLevel.INFO));
		assertThat(master.workers().setLogLevel(one.worker(), LOGGER, LogLevel.DEBUG))
			.isEqualTo(new WorkerLogLevel(LOGGER, LogLevel.DEBUG, LogLevel.DEBUG));
		one.run(debug, "seen");
		assertThat(events.await((event) -> event.getFormattedMessage().equals("seen")).getLevel())
			.isEqualTo(Level.DEBUG);
		assertThat(LogFactory.getLog(LOGGER).isDebugEnabled()).isFalse();
		assertThat(master.workers().setLogLevel(one.worker(), LOGGER, null))
			.isEqualTo(new WorkerLogLevel(LOGGER, null, LogLevel.INFO));
		one.run(debug, "unseen");
		events.await((event) -> event.getFormattedMessage().equals("not unseen"));
		assertThat(events.all).noneMatch((event) -> event.getFormattedMessage().equals("unseen"));
	}

	@Test
	@Tag("G5")
	void ofAStormNoMoreComesThanTheRateAllowsAndTheRestIsCounted() {
		StatelessRpcFunction<Integer, Integer> storm = master.bean("storm");
		one.run(storm, STORM);
		events.await((event) -> event.getFormattedMessage().equals("storm " + STORM));
		List<String> messages = events.of("one").stream().map(ILoggingEvent::getFormattedMessage).toList();
		List<Integer> numbers = messages.stream()
			.filter((message) -> message.startsWith("storm "))
			.map((message) -> Integer.valueOf(message.substring("storm ".length())))
			.toList();
		int dropped = messages.stream()
			.filter((message) -> message.endsWith(" log records were dropped here, as they were not read in time"))
			.mapToInt((message) -> Integer.parseInt(message.substring(0, message.indexOf(' '))))
			.sum();
		assertThat(numbers).isSorted().doesNotHaveDuplicates();
		assertThat(dropped).isEqualTo(STORM - numbers.size()).isPositive();
	}

	@Test
	void theLastRecordBeforeADeathIsInTheCrashReportAndInTheLog() {
		StatelessRpcFunction<String, String> sayAndHalt = master.bean("sayAndHalt");
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> two.run(sayAndHalt, "last words"))
			.satisfies((ex) -> assertThat(ex.getCrashReport().evidence().lastLines())
				.anyMatch((line) -> line.startsWith("[worker two stdout] ") && line.endsWith(" : last words")));
		events.await((event) -> event.getLoggerName().equals(CrashReport.class.getName())
				&& event.getFormattedMessage().contains("last words"));
	}

	@Test
	void aLogFileOfAWorkerHasItsRecordsAndNothingElseHas() {
		assertThat(folder.resolve("three.log")).content()
			.contains("Starting TalkativeApplication", "Talker three is made");
		assertThat(events.all).noneMatch((event) -> event.getFormattedMessage().contains("Talker three is made"));
	}

	@Test
	@Tag("G6")
	void whatAWorkerOfAWorkerLogsAppearsOnceAndNeverComesBack() {
		List<String> ofThisProcess = new CopyOnWriteArrayList<>();
		WorkerType<String, String> talker = master.bean("talker");
		Worker<String> served = master.workers().serve(talker, "served");
		Disposable reader = master.workers().logs(served).subscribe((record) -> ofThisProcess.add(record.message()));
		StatelessRpcFunction<Integer, List<String>> nest = master.bean(nest());
		List<String> pids = one.run(nest, 1);
		events.await((event) -> isStart(event, pids.get(1)));
		Awaitility.await().atMost(PATIENCE).until(() -> {
			root().info("of this process");
			return ofThisProcess.contains("of this process");
		});
		assertThat(events.all).filteredOn((event) -> isStart(event, pids.get(1)))
			.singleElement()
			.satisfies((event) -> assertThat(event.getMDCPropertyMap()).containsEntry("workerName", "worker-1"));
		assertThat(ofThisProcess).noneMatch((message) -> message.startsWith("Starting"));
		reader.dispose();
		master.workers().shutdown(served);
	}

	private static String nest() {
		return master.context().getBeanNamesForType(NestingApplication.Nest.class)[0];
	}

	private static boolean isStart(ILoggingEvent event, String pid) {
		return event.getFormattedMessage().startsWith("Starting TalkativeApplication")
				&& event.getFormattedMessage().contains("with PID " + pid + " ");
	}

	/**
	 * All that is logged in this process.
	 */
	private static final class Events extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();

		@Override
		protected void append(ILoggingEvent event) {
			this.all.add(event);
		}

		List<ILoggingEvent> of(String worker) {
			return this.all.stream()
				.filter((event) -> worker.equals(event.getMDCPropertyMap().get(WorkerLogRecord.WORKER_NAME)))
				.toList();
		}

		ILoggingEvent await(Predicate<ILoggingEvent> condition) {
			Awaitility.await().atMost(PATIENCE).until(() -> this.all.stream().anyMatch(condition));
			return this.all.stream().filter(condition).findFirst().orElseThrow();
		}

	}

}
