package io.rpcparallel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;

import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.test.FailingApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.RecordedFailures;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What fails in a worker of this process when nobody waits for an answer.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class FailureHandlerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final TestMaster master = TestMaster.start(FailingApplication.class,
			"management.endpoints.web.exposure.include=workers");

	private final WorkerTemplate workers = this.master.workers();

	private final RecordedFailures failures = new RecordedFailures();

	private final WorkerType<String, String> stateful = this.master.bean("stateful");

	private final StatelessRpcFunction<String, String> echo = this.master.bean("echo");

	private final StatelessRpcFunction<String, String> sleep = this.master.bean("sleep");

	private final OneWayFunction<Object, String> failLater = this.master.bean("failLater");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void aFailureEndsTheWorkerAndNoOther(CapturedOutput output) {
		RecordedFailures others = new RecordedFailures();
		Worker<String> worker = serve("failing", this.failures);
		Worker<String> other = serve("other", others);
		WorkerConnection<String> connection = this.workers.connect(worker);
		CompletableFuture<String> pending = connection.submit(this.sleep, "").toFuture();
		connection.send(this.failLater, "no luck");
		WorkerFailure failure = this.failures.first();
		assertThat(failure.worker()).isEqualTo(worker);
		assertThat(failure.description()).isEqualTo("function 'failLater'");
		assertThat(failure.cause()).isInstanceOf(IllegalStateException.class).hasMessage("no luck");
		assertThat(pending).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(WorkerLostException.class)
			.withMessageContaining("it failed with java.lang.IllegalStateException: no luck")
			.havingCause()
			.isInstanceOf(RemoteThrowable.class)
			.withMessage("no luck");
		assertThat(connection.closed().block(PATIENCE)).isEqualTo(CloseReason.LOST);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.connect(worker));
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(shown("failing").state()).isEqualTo(WorkerState.LOST));
		assertThat(shown("failing").end()).isEqualTo(
				"Worker 'failing' is lost: function 'failLater' failed with java.lang.IllegalStateException: no luck, so it is served no longer");
		try (WorkerConnection<String> alive = this.workers.connect(other)) {
			assertThat(alive.run(this.echo, "alive")).isEqualTo("alive");
		}
		assertThat(this.failures.all()).hasSize(1);
		assertThat(others.all()).isEmpty();
		assertThat(output.getOut().lines())
			.anyMatch((line) -> line.contains("io.rpcparallel.CrashReport") && line.contains(worker.id().toString())
					&& line.contains("\"cause\":\"FAILED\"") && line.contains("\"launcher\":\"served\""));
	}

	@Test
	void withoutAHandlerItIsLogged(CapturedOutput output) {
		Worker<String> worker = this.workers.serve(this.stateful, "", SpawnOptions.defaults().withName("unhandled"));
		try (WorkerConnection<String> connection = this.workers.connect(worker)) {
			connection.send(this.failLater, "to be logged");
			connection.closed().block(PATIENCE);
		}
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> output.getOut().contains("java.lang.IllegalStateException: to be logged"));
		assertThat(output.getOut().lines()).anyMatch((line) -> line.contains(" ERROR ") && line.endsWith(
				"Worker 'unhandled' (id %s, pid %d): %s".formatted(worker.id(), worker.pid(), "function 'failLater'")));
	}

	@Test
	void aHandlerThatThrowsDoesNoHarm(CapturedOutput output) {
		Worker<String> worker = serve("failing", (failure) -> {
			throw new UnsupportedOperationException("the handler's own");
		});
		Worker<String> other = serve("other", this.failures);
		WorkerConnection<String> connection = this.workers.connect(worker);
		connection.send(this.failLater, "no luck");
		assertThat(connection.closed().block(PATIENCE)).isEqualTo(CloseReason.LOST);
		Awaitility.await().atMost(PATIENCE).until(() -> output.getOut().contains("the handler's own"));
		assertThat(output.getOut()).contains("The failure handler of worker 'failing' has failed itself");
		WorkerConnection<String> alive = this.workers.connect(other);
		alive.send(this.failLater, "another");
		assertThat(this.failures.first().cause()).hasMessage("another");
		alive.closed().block(PATIENCE);
	}

	@Test
	void aProducerThatIsInterruptedBecauseItWasCancelledHasNotFailed() {
		StreamFunction<Object, String, Integer> blockAfterFirst = this.master.bean("blockAfterFirst");
		WorkerConnection<String> connection = this.workers.connect(serve("patient", this.failures));
		for (int i = 1; i <= 3; i++) {
			Disposable stream = connection.stream(blockAfterFirst, "cancelled").subscribe();
			awaitCount(connection, "countBlocked", i);
			stream.dispose();
			awaitCount(connection, "countInterrupted", i);
		}
		connection.send(this.failLater, "after all");
		assertThat(this.failures.first().cause()).hasMessage("after all");
		connection.closed().block(PATIENCE);
		assertThat(this.failures.all()).hasSize(1);
	}

	@Test
	void anErrorOfAStreamThatWasCancelledIsAFailure() {
		StreamFunction<Object, String, Integer> failAfterCancel = this.master.bean("failAfterCancel");
		WorkerConnection<String> connection = this.workers.connect(serve("stream", this.failures));
		Disposable stream = connection.stream(failAfterCancel, "after cancel").subscribe();
		awaitCount(connection, "countBlocked", 1);
		stream.dispose();
		assertThat(this.failures.first().cause()).hasMessage("after cancel");
		assertThat(connection.closed().block(PATIENCE)).isEqualTo(CloseReason.LOST);
	}

	@Test
	void anErrorOfTheVirtualMachineIsAnsweredAndEndsTheWorker() {
		StatelessRpcFunction<String, String> throwInternalError = this.master.bean("throwInternalError");
		WorkerConnection<String> connection = this.workers.connect(serve("in doubt", this.failures));
		CompletableFuture<String> pending = connection.submit(this.sleep, "").toFuture();
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> connection.run(throwInternalError, "in doubt"))
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(InternalError.class.getName()));
		assertThat(this.failures.first().cause()).isInstanceOf(InternalError.class).hasMessage("in doubt");
		assertThat(pending).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WorkerLostException.class);
	}

	@Test
	void aWorkerThatIsShutDownOrClosedWithTheMasterHasNotFailed() {
		OneWayFunction<Object, String> sleepLater = this.master.bean("sleepLater");
		Worker<String> told = serve("told", this.failures);
		Worker<String> closed = serve("closed", this.failures);
		WorkerConnection<String> one = this.workers.connect(told);
		WorkerConnection<String> two = this.workers.connect(closed);
		one.send(sleepLater, "");
		two.send(sleepLater, "");
		this.workers.shutdown(told);
		assertThat(one.closed().block(PATIENCE)).isEqualTo(CloseReason.CLOSED_THERE);
		this.master.close();
		assertThat(two.isOpen()).isFalse();
		assertThat(this.failures.all()).isEmpty();
	}

	private Worker<String> serve(String name, WorkerFailureHandler handler) {
		return this.workers.serve(this.stateful, name,
				SpawnOptions.defaults().withName(name).withConcurrency(2).withFailureHandler(handler));
	}

	private void awaitCount(WorkerConnection<String> worker, String function, int expected) {
		StatelessRpcFunction<String, Integer> count = this.master.bean(function);
		Awaitility.await(function)
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(worker.run(count, "")).isEqualTo(expected));
	}

	private WorkersEndpoint.WorkerDescriptor shown(String name) {
		return this.master.context()
			.getBean(WorkersEndpoint.class)
			.workers()
			.workers()
			.stream()
			.filter((worker) -> worker.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
