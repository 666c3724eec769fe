package io.rpcparallel.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.LoadApplication;
import io.rpcparallel.test.fault.LogCount;
import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls at once, of which some lose their worker, many lines of log, many workers.
 */
@LeavesNothingBehind(afterEach = false)
@Timeout(900)
class LoadFaultIntegrationTests {

	private static final int CALLS = Soak.choose(2000, 10_000);

	private static final int WORKERS = Soak.choose(3, 8);

	private static final int KILLED = Soak.choose(1, 3);

	// Of those that each worker has at once
	private static final int ANSWERS_BEFORE = CALLS / WORKERS / 10;

	private static final int CALLERS = 4;

	private static final int LINES = Soak.choose(20_000, 200_000);

	private static final int SHORT_LIVED = Soak.choose(300, 10_000);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration END_OF_STORM = Duration.ofSeconds(Soak.choose(240, 720));

	private static final int SAMPLE = 1000;

	private static TestMaster master;

	@BeforeAll
	static void start() {
		master = TestMaster.start(LoadApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard");
	}

	@AfterAll
	static void close() {
		master.close();
	}

	@Test
	@Tag("A3")
	@Tag("G1")
	void everyCallEndsOnceAndRunsNoMoreThanOnceThoughWorkersAreKilledMeanwhile(@TempDir Path folder)
			throws IOException {
		WorkerType<OutputStream, String> clerk = master.bean("clerk");
		RpcFunction<OutputStream, Integer, Integer> note = master.bean("note");
		List<WorkerConnection<OutputStream>> workers = Flux.range(0, WORKERS)
			.flatMap((i) -> master.workers()
				.spawnAsync(clerk, folder.resolve("notes-" + i).toString(), SpawnOptions.defaults()), WORKERS)
			.collectList()
			.block(PATIENCE);
		Map<Integer, AtomicInteger> ends = new ConcurrentHashMap<>();
		Map<Integer, Throwable> failures = new ConcurrentHashMap<>();
		List<AtomicInteger> answers = Stream.generate(AtomicInteger::new).limit(WORKERS).toList();
		for (int i = 0; i < CALLS; i++) {
			int number = i;
			workers.get(number % WORKERS).submit(note, number).subscribe((answer) -> {
				assertThat(answer).isEqualTo(number);
				if (answers.get(number % WORKERS).incrementAndGet() == ANSWERS_BEFORE && number % WORKERS < KILLED) {
					Processes.kill(workers.get(number % WORKERS).worker().pid());
				}
			}, (ex) -> {
				failures.put(number, ex);
				ends.computeIfAbsent(number, (key) -> new AtomicInteger()).incrementAndGet();
			}, () -> ends.computeIfAbsent(number, (key) -> new AtomicInteger()).incrementAndGet());
		}
		Awaitility.await().atMost(PATIENCE).until(() -> ends.size() == CALLS);
		Map<Integer, Long> executions = executions(folder);
		workers.forEach(WorkerConnection::close);
		assertThat(ends.values()).allMatch((count) -> count.get() == 1);
		int answered = answers.stream().mapToInt(AtomicInteger::get).sum();
		assertThat(answered + failures.size()).isEqualTo(CALLS);
		assertThat(failures).isNotEmpty().allSatisfy((number, ex) -> {
			assertThat(number % WORKERS).isLessThan(KILLED);
			assertThat(ex).isInstanceOfSatisfying(WorkerLostException.class, (lost) -> {
				if (lost.getCall().orElseThrow().progress() == CallInFlight.Progress.NOT_STARTED) {
					assertThat(executions).doesNotContainKey(number);
				}
			});
		});
		assertThat(executions.values()).allMatch((count) -> count == 1);
		assertThat(executions.keySet())
			.containsAll(IntStream.range(0, CALLS).filter((number) -> !failures.containsKey(number)).boxed().toList());
		Figures.print("G1",
				"of %d calls at once over %d workers %d were answered, %d lost their worker, %d of these had run",
				CALLS, WORKERS, answered, failures.size(), executions.size() - answered);
	}

	private static Map<Integer, Long> executions(Path folder) throws IOException {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < WORKERS; i++) {
			lines.addAll(Files.readAllLines(folder.resolve("notes-" + i)));
		}
		return lines.stream().collect(Collectors.groupingBy(Integer::valueOf, Collectors.counting()));
	}

	@Test
	@Tag("A4")
	void aWorkerThatIsTerminatedUnderLoadAnswersWhatItHasStartedAndLeaves(@TempDir Path folder) throws Exception {
		WorkerType<OutputStream, String> clerk = master.bean("clerk");
		RpcFunction<OutputStream, Integer, Integer> note = master.bean("note");
		Path notes = folder.resolve("notes");
		WorkerConnection<OutputStream> worker = master.workers().spawn(clerk, notes.toString());
		AtomicInteger next = new AtomicInteger();
		Set<Integer> answered = ConcurrentHashMap.newKeySet();
		Queue<WorkerLostException> lost = new ConcurrentLinkedQueue<>();
		List<CompletableFuture<Void>> callers = Stream.generate(() -> CompletableFuture.runAsync(() -> {
			while (worker.isOpen()) {
				try {
					answered.add(worker.run(note, next.getAndIncrement()));
				}
				catch (WorkerLostException ex) {
					lost.add(ex);
				}
			}
		}, (task) -> new Thread(task).start())).limit(CALLERS).toList();
		Awaitility.await().atMost(PATIENCE).until(() -> answered.size() > 100 * CALLERS);
		long start = System.nanoTime();
		Processes.signal("TERM", worker.worker().pid());
		worker.closed().block(PATIENCE);
		// It may take ten seconds for calls that go on
		assertThat(Figures.printSince("A4", "ended under load after", start)).isLessThan(Duration.ofSeconds(5));
		assertThat(callers).allSatisfy((caller) -> assertThat(caller).succeedsWithin(PATIENCE));
		assertThat(lost).isNotEmpty()
			.allSatisfy((ex) -> assertThat(ex.getCrashReport().cause()).isEqualTo(CrashCause.TERMINATED))
			.anySatisfy((ex) -> assertThat(ex.getCall().orElseThrow().progress())
				.isEqualTo(CallInFlight.Progress.NOT_STARTED));
		assertThat(Files.readAllLines(notes)).extracting(Integer::valueOf)
			.containsExactlyInAnyOrderElementsOf(answered);
		Figures.print("A4", "0 answers lost of %d calls that were started, %d calls not started", answered.size(),
				lost.size());
	}

	@Test
	@Tag("G5")
	void aStormOfLogLinesLosesNoneUntoldAndCallsAreAnsweredMeanwhile() {
		StatelessRpcFunction<Integer, Long> storm = master.bean("storm");
		StatelessRpcFunction<String, String> say = master.bean("say");
		List<WorkerConnection<Object>> workers = Flux.range(0, WORKERS - 1)
			.flatMap((i) -> master.workers().spawnAsync(SpawnOptions.defaults().withConcurrency(2)), WORKERS)
			.collectList()
			.block(PATIENCE);
		List<LogCount> counts = workers.stream()
			.map((worker) -> LogCount.of(master.workers().logs(worker.worker()), "of the storm"))
			.toList();
		workers.forEach((worker) -> worker.run(say, "it begins"));
		counts.forEach((count) -> count.await("it begins", PATIENCE));
		AtomicBoolean over = new AtomicBoolean(true);
		Duration before = slowestButOneOfAHundred(workers.get(0), over);
		over.set(false);
		Mono<List<Long>> storms = Flux.fromIterable(workers)
			.flatMap((worker) -> worker.submit(storm, LINES), WORKERS)
			.collectList()
			.doFinally((signal) -> over.set(true))
			.cache();
		storms.subscribe();
		Duration meanwhile = slowestButOneOfAHundred(workers.get(0), over);
		List<Long> nanos = storms.block(END_OF_STORM);
		workers.forEach((worker) -> worker.run(say, "it is over"));
		counts.forEach((count) -> count.await("it is over", PATIENCE));
		Figures.print("G5",
				"%d lines by each of %d workers in up to %d ms; p99 of calls meanwhile %d us, before %d us; %s", LINES,
				workers.size(), TimeUnit.NANOSECONDS.toMillis(Collections.max(nanos)),
				TimeUnit.NANOSECONDS.toMicros(meanwhile.toNanos()), TimeUnit.NANOSECONDS.toMicros(before.toNanos()),
				counts);
		counts.forEach(LogCount::close);
		workers.forEach(WorkerConnection::close);
		assertThat(counts).allSatisfy((count) -> assertThat(count.received() + count.dropped()).isEqualTo(LINES));
	}

	// Of as many as make a sample, and all until something is over
	private static Duration slowestButOneOfAHundred(WorkerConnection<Object> worker, AtomicBoolean over) {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		List<Long> nanos = new ArrayList<>();
		while (nanos.size() < SAMPLE || !over.get()) {
			long start = System.nanoTime();
			assertThat(worker.run(echo, "x", Duration.ofSeconds(20))).isEqualTo("x");
			nanos.add(System.nanoTime() - start);
		}
		Collections.sort(nanos);
		return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
	}

	@Test
	@Tag("G6")
	void whoLogsWhatAWorkerOfThisProcessLogsMakesNoFurtherRecords() {
		Worker<Object> served = master.workers().serve();
		try (LogCount first = LogCount.loggingAll(master.workers().logs(served), "the echo of");
				LogCount second = LogCount.loggingAll(master.workers().logs(served), "the echo of");
				WorkerConnection<Object> worker = master.workers().connect(served)) {
			StatelessRpcFunction<String, String> say = master.bean("say");
			// What is logged before the subscription is kept by workers only
			Awaitility.await().atMost(PATIENCE).until(() -> {
				worker.run(say, "it begins");
				return first.has("it begins") && second.has("it begins");
			});
			worker.run(say, "it is over");
			first.await("it is over", PATIENCE);
			second.await("it is over", PATIENCE);
			assertThat(first.received()).isZero();
			assertThat(second.received()).isZero();
		}
		master.workers().shutdown(served);
	}

	@Test
	@Tag("G7")
	void workersThatComeAndGoAddNoMeters() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		serveAndCall(echo, 5);
		int before = meters();
		serveAndCall(echo, SHORT_LIVED);
		assertThat(meters()).isEqualTo(before).isPositive();
		Figures.print("G7", "%d meters before and after %d workers", before, SHORT_LIVED);
	}

	private static void serveAndCall(StatelessRpcFunction<String, String> function, int times) {
		for (int i = 0; i < times; i++) {
			Worker<Object> served = master.workers().serve();
			try (WorkerConnection<Object> worker = master.workers().connect(served)) {
				assertThat(worker.run(function, "x")).isEqualTo("x");
			}
			master.workers().shutdown(served);
		}
	}

	private static int meters() {
		return (int) master.context()
			.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("rpc.parallel"))
			.count();
	}

}
