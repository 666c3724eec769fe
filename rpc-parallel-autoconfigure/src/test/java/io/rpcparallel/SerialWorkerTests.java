package io.rpcparallel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.ServedLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker with one thread for calls does by turns: calls, and elements of uploads.
 */
@LeavesNothingBehind(afterEach = false)
class SerialWorkerTests extends ServedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");

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

}
