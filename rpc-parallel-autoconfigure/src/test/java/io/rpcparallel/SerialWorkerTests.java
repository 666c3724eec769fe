package io.rpcparallel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker with one thread for calls does by turns: calls, and elements of uploads.
 */
@LeavesNothingBehind(afterEach = false)
class SerialWorkerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static TestMaster master;

	private final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	private final RpcFunction<Ledger, Integer, Integer> add = master.bean("add");

	private final UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");

	private WorkerConnection<Ledger> ledger;

	@BeforeAll
	static void start() {
		master = TestMaster.start(KindsApplication.class, "rpc-parallel.rpc.max-message-size=1MB");
	}

	@AfterAll
	static void end() {
		master.close();
	}

	@BeforeEach
	void serve() {
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		this.ledger = master.workers().connect(master.workers().serve(type, 5));
	}

	@AfterEach
	void shutdown() {
		this.ledger.close();
		master.workers().shutdown(this.ledger.worker());
	}

	@ParameterizedTest
	@ValueSource(strings = { "blockInCall", "blockWhenSubscribed" })
	void aFunctionMayBlockOnItsElementsOnASerialWorker(String name) {
		UploadFunction<Ledger, Void, Integer, Integer> blocking = master.bean(name);
		CompletableFuture<Integer> upload = this.ledger
			.upload(blocking, null, Flux.range(0, 1000).delaySubscription(Duration.ofMillis(50)))
			.toFuture();
		assertThat(this.ledger.submit(this.add, 1).block(PATIENCE)).isEqualTo(6);
		assertThat(upload).succeedsWithin(PATIENCE).isEqualTo(999 * 500);
		assertThat(count("overlaps")).isZero();
	}

	@Test
	void elementsAndOtherCallsGoByTurns() {
		CompletableFuture<Integer> upload = this.ledger.upload(this.sum, 0, Flux.range(0, 3000)).toFuture();
		CompletableFuture<Integer> second = this.ledger.upload(this.sum, 0, Flux.range(0, 3000)).toFuture();
		Flux.range(0, 1000).flatMap((i) -> this.ledger.submit(this.add, 1)).blockLast(PATIENCE);
		assertThat(upload).succeedsWithin(PATIENCE);
		assertThat(second).succeedsWithin(PATIENCE);
		assertThat(count("received")).isEqualTo(6000);
		assertThat(count("overlaps")).isZero();
	}

	private long count(String name) {
		return this.ledger.run(this.counts, null).getOrDefault(name, 0L);
	}

}
