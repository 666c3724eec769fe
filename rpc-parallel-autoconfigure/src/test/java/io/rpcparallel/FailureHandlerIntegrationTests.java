package io.rpcparallel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.test.FailingApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.RecordedFailures;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What fails in a worker when nobody waits for an answer is told to the handler of its
 * spawn and to no other, and ends the worker ({@code on_failure} of
 * {@code rpc_parallel}).
 */
@LeavesNothingBehind(afterEach = false)
@Timeout(180)
class FailureHandlerIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Map<String, WorkerConnection<Object>> workers = new ConcurrentHashMap<>();

	private static final Map<String, RecordedFailures> handlers = new ConcurrentHashMap<>();

	private static TestMaster master;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(FailingApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard");
		Flux.just("thread", "one-way", "stream", "memory", "killed", "closed").flatMap((name) -> {
			handlers.put(name, new RecordedFailures());
			return master.workers()
				.spawnAsync(SpawnOptions.defaults()
					.withName(name)
					.withConcurrency(2)
					.withFailureHandler(handlers.get(name)));
		}).doOnNext((worker) -> workers.put(worker.worker().name(), worker)).blockLast();
	}

	@AfterAll
	static void close() {
		workers.values().forEach(WorkerConnection::close);
		master.close();
		// Nothing but their own failure: neither another worker's nor the end that
		// followed
		handlers.forEach((name, handler) -> assertThat(handler.all()).as(name)
			.hasSize(name.equals("closed") ? 0 : 1)
			.allMatch((failure) -> failure.worker().name().equals(name)));
	}

	@Test
	@Tag("A14")
	void anExceptionThatAThreadDoesNotCatch() {
		StatelessRpcFunction<String, String> failInThread = master.bean("failInThread");
		WorkerConnection<Object> worker = workers.get("thread");
		CompletableFuture<String> pending = worker.submit(sleep(), "").toFuture();
		long start = System.nanoTime();
		worker.submit(failInThread, "thrown in a thread").subscribe();
		WorkerFailure failure = handlers.get("thread").first();
		Figures.printSince("A14", "told after", start);
		assertThat(failure.worker()).isEqualTo(worker.worker());
		assertThat(failure.description()).isEqualTo("thread 'background'");
		assertThat(failure.cause()).isInstanceOf(RemoteThrowable.class).hasMessage("thrown in a thread");
		assertThat(failure.cause().getStackTrace())
			.anyMatch((frame) -> frame.getClassName().startsWith(FailingApplication.class.getName()));
		assertThat(failure.cause()).cause().hasMessage("the cause of thrown in a thread");
		assertThat(pending).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withMessageContaining("thread 'background' in its process (pid %d) failed with", worker.worker().pid())
			.withCause(failure.cause());
		assertEnded(worker, "thread 'background'", "thrown in a thread");
	}

	@Test
	void anExceptionOfAFunctionThatNobodyWaitsFor() {
		OneWayFunction<Object, String> failLater = master.bean("failLater");
		WorkerConnection<Object> worker = workers.get("one-way");
		CompletableFuture<String> pending = worker.submit(sleep(), "").toFuture();
		worker.send(failLater, "one way out");
		WorkerFailure failure = handlers.get("one-way").first();
		assertThat(failure.description()).isEqualTo("function 'failLater'");
		assertThat(failure.cause()).isInstanceOf(RemoteThrowable.class).hasMessage("one way out");
		assertThat(pending).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withCause(failure.cause());
		assertEnded(worker, "function 'failLater'", "one way out");
	}

	@Test
	void anErrorOfAStreamThatWasCancelled() {
		StreamFunction<Object, String, Integer> failAfterCancel = master.bean("failAfterCancel");
		WorkerConnection<Object> worker = workers.get("stream");
		Disposable stream = worker.stream(failAfterCancel, "after cancel").subscribe();
		awaitCount(worker, "countBlocked", 1);
		stream.dispose();
		WorkerFailure failure = handlers.get("stream").first();
		assertThat(failure.description()).isEqualTo("function 'failAfterCancel'");
		assertThat(failure.cause()).isInstanceOf(RemoteThrowable.class).hasMessage("after cancel");
		assertEnded(worker, "function 'failAfterCancel'", "after cancel");
	}

	@Test
	void aWorkerWhoseMemoryIsUsedUp() {
		StatelessRpcFunction<Integer, Integer> throwOutOfMemoryError = master.bean("throwOutOfMemoryError");
		WorkerConnection<Object> worker = workers.get("memory");
		CompletableFuture<String> pending = worker.submit(sleep(), "").toFuture();
		assertThatExceptionOfType(WorkerLostException.class)
			.isThrownBy(() -> worker.run(throwOutOfMemoryError, Integer.MAX_VALUE))
			.withMessageContaining("out of memory");
		WorkerFailure failure = handlers.get("memory").first();
		assertThat(failure.description()).isEqualTo("the worker is lost");
		assertThat(failure.cause()).isInstanceOf(WorkerLostException.class)
			.hasMessageContaining("out of memory")
			.hasMessageContaining("java.lang.OutOfMemoryError");
		assertThat(pending).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withMessageContaining("out of memory");
	}

	@Test
	void aWorkerThatIsKilled() {
		WorkerConnection<Object> worker = workers.get("killed");
		Processes.kill(worker.worker().pid());
		WorkerFailure failure = handlers.get("killed").first();
		assertThat(failure.worker()).isEqualTo(worker.worker());
		assertThat(failure.description()).isEqualTo("the worker is lost");
		assertThat(failure.cause()).isInstanceOf(WorkerLostException.class).hasMessageContaining("exit code 137");
	}

	@Test
	void aWorkerThatIsClosedHasNotFailed() {
		OneWayFunction<Object, String> sleepLater = master.bean("sleepLater");
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		StreamFunction<Object, String, Integer> blockAfterFirst = master.bean("blockAfterFirst");
		WorkerConnection<Object> worker = workers.get("closed");
		Disposable stream = worker.stream(blockAfterFirst, "cancelled").subscribe();
		awaitCount(worker, "countBlocked", 1);
		stream.dispose();
		awaitCount(worker, "countInterrupted", 1);
		worker.send(sleepLater, "interrupted");
		assertThat(worker.run(echo, "still there")).isEqualTo("still there");
		assertThat(worker.isOpen()).isTrue();
		worker.close();
		assertThat(handlers.get("closed").all()).isEmpty();
	}

	private static StatelessRpcFunction<String, String> sleep() {
		return master.bean("sleep");
	}

	private static void awaitCount(WorkerConnection<Object> worker, String function, int expected) {
		StatelessRpcFunction<String, Integer> count = master.bean(function);
		Awaitility.await(function)
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(worker.run(count, "")).isEqualTo(expected));
	}

	private static void assertEnded(WorkerConnection<Object> worker, String where, String message) {
		String name = worker.worker().name();
		Processes.awaitGone(worker.worker().pid(), PATIENCE);
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(
					() -> assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> worker.run(sleep(), ""))
						.satisfies((ex) -> {
							assertThat(ex.getExitCode()).isEqualTo(WorkerExitCode.UNHANDLED_FAILURE.code());
							assertThat(ex.getLastLines())
								.contains("[worker %s stderr] rpc-parallel: worker '%s' ends, since %s failed"
									.formatted(name, name, where))
								.anyMatch((line) -> line.startsWith("[worker %s stderr] ".formatted(name))
										&& line.contains(message));
						}));
	}

}
