package io.rpcparallel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import reactor.core.Disposable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.LedgerApplication;
import io.rpcparallel.test.LedgerApplication.Errand;
import io.rpcparallel.test.LedgerApplication.Ledger;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can be done to a worker besides calling it.
 */
@LeavesNothingBehind
class WorkerControlTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final TestMaster master = TestMaster.start(LedgerApplication.class);

	private final WorkerTemplate workers = this.master.workers();

	private final WorkerType<Ledger, String> ledger = this.master.bean("ledger");

	private final RpcFunction<Ledger, String, List<String>> note = this.master.bean("note");

	private final Worker<Ledger> worker = this.workers.serve(this.ledger, "first");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void closeServerRefusesNewConnectionsAndLeavesTheOpenOnes() {
		try (WorkerConnection<Ledger> open = this.workers.connect(this.worker)) {
			this.workers.closeServer(this.worker);
			assertThat(open.run(this.note, "a")).containsExactly("first", "a");
			assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.connect(this.worker))
				.withMessageContaining("nobody answers at " + this.worker.address());
			this.workers.closeServer(this.worker);
			assertThat(open.run(this.note, "b")).containsExactly("first", "a", "b");
			this.workers.shutdown(this.worker);
			assertThat(open.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_THERE);
		}
	}

	@Test
	void theLogLevelsOfAServedWorkerAreThoseOfThisProcess() {
		String logger = "io.rpcparallel.test.Unknown";
		try (TestMaster other = TestMaster.start(LedgerApplication.class)) {
			assertThat(this.workers.logLevel(this.worker, logger))
				.isEqualTo(new WorkerLogLevel(logger, null, LogLevel.INFO));
			assertThat(other.workers().setLogLevel(this.worker, logger, LogLevel.TRACE))
				.isEqualTo(new WorkerLogLevel(logger, LogLevel.TRACE, LogLevel.TRACE));
			assertThat(LogFactory.getLog(logger).isTraceEnabled()).isTrue();
			assertThat(this.workers.setLogLevel(this.worker, logger, null))
				.isEqualTo(other.workers().logLevel(this.worker, logger))
				.isEqualTo(new WorkerLogLevel(logger, null, LogLevel.INFO));
			this.workers.shutdown(this.worker);
			Awaitility.await()
				.untilAsserted(() -> assertThatExceptionOfType(WorkerLostException.class)
					.isThrownBy(() -> other.workers().logLevel(this.worker, logger)));
		}
	}

	@Test
	void onlyTheApplicationThatServesAWorkerEndsItAfterCloseServer() {
		try (TestMaster other = TestMaster.start(LedgerApplication.class);
				WorkerConnection<Ledger> open = this.workers.connect(this.worker)) {
			other.workers().closeServer(this.worker);
			assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> other.workers().shutdown(this.worker))
				.withMessageContaining("nobody answers at");
			assertThat(open.isOpen()).isTrue();
			this.workers.shutdown(this.worker);
			assertThat(open.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_THERE);
		}
	}

	@Test
	void aCallThatBlocksDelaysNeitherConnectionsNorLogsNorCloseServerNorShutdown() {
		StatelessRpcFunction<String, String> block = this.master.bean("block");
		WorkerConnection<Ledger> connection = this.workers.connect(this.worker);
		CompletableFuture<String> pending = connection.submit(block, "").toFuture();
		List<String> logged = new ArrayList<>();
		this.workers.connect(this.worker).close();
		Disposable logs = this.workers.logs(this.worker).subscribe((each) -> logged.add(each.message()));
		Awaitility.await().atMost(TIMEOUT).until(() -> {
			LogFactory.getLog(getClass()).info("said while a call blocks");
			return logged.contains("said while a call blocks");
		});
		this.workers.closeServer(this.worker);
		assertThat(pending).isNotDone();
		this.workers.shutdown(this.worker);
		assertThat(connection.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_THERE);
		assertThat(pending).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(WorkerLostException.class);
		Awaitility.await().atMost(TIMEOUT).until(logs::isDisposed);
	}

	@Test
	void manyConnectionsToOneWorkerEndByThemselves() {
		List<WorkerConnection<Ledger>> connections = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			connections.add(this.workers.connect(this.worker));
		}
		connections.forEach((each) -> each.run(this.note, "x"));
		WorkerConnection<Ledger> first = connections.get(0);
		first.close();
		assertThat(first.isOpen()).isFalse();
		assertThat(first.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_HERE);
		first.close();
		assertThat(first.closed().block(TIMEOUT)).isEqualTo(CloseReason.CLOSED_HERE);
		assertThat(connections.subList(1, 20)).allMatch(WorkerCalls::isOpen);
		assertThat(connections.get(19).run(this.note, "")).hasSize(21);
		connections.forEach(WorkerCalls::close);
	}

	@Test
	@Tag("F2")
	void aPortThatAnotherWorkerHasNowDoesNotAnswerForADeadOne() {
		this.workers.shutdown(this.worker);
		Worker<Ledger> next = this.workers.serve(this.ledger, "next");
		Worker<Ledger> dead = new Worker<>(this.worker.id(), this.worker.name(), this.worker.pid(), next.address(),
				this.worker.secret(), this.worker.rpc());
		assertThatExceptionOfType(WorkerAuthenticationException.class).isThrownBy(() -> this.workers.connect(dead))
			.withMessageContaining("it is not worker '%s' (any more)".formatted(dead.name()));
		assertThatExceptionOfType(WorkerAuthenticationException.class).isThrownBy(() -> this.workers.closeServer(dead));
		assertThatExceptionOfType(WorkerAuthenticationException.class).isThrownBy(() -> this.workers.shutdown(dead));
		this.workers.connect(next).close();
	}

	@Test
	@Tag("F6")
	void onlyTheLibraryWritesAndReadsWholeHandles() {
		Errand errand = new Errand("x", this.worker, List.of(this.worker), Map.of("a", this.worker));
		for (ObjectMapper mapper : List.of(this.master.context().getBean(JsonMapper.class), new JsonMapper(),
				CBORMapper.builder().build())) {
			byte[] written = mapper.writeValueAsBytes(errand);
			assertThat(new String(written, StandardCharsets.ISO_8859_1)).contains(this.worker.name())
				.doesNotContain(this.worker.secret())
				.doesNotContain("secret");
			assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> mapper.readValue(written, Errand.class));
		}
		assertThat(this.master.context().getBeansOfType(CBORMapper.class).values()).allSatisfy(
				(mapper) -> assertThat(new String(mapper.writeValueAsBytes(errand), StandardCharsets.ISO_8859_1))
					.doesNotContain(this.worker.secret()));
	}

	@Test
	@Tag("F6")
	void noDescriptionTellsTheSecret() {
		Errand errand = new Errand("x", this.worker, List.of(this.worker), Map.of());
		try (WorkerConnection<Ledger> connection = this.workers.connect(this.worker)) {
			assertThat(List.of(errand.toString(), connection.toString(), this.worker.toString())).allSatisfy(
					(text) -> assertThat(text).contains(this.worker.name()).doesNotContain(this.worker.secret()));
		}
	}

}
