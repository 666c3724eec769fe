package io.rpcparallel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.SpawnedLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Elements that are handled where they arrive, one after the other.
 */
@LeavesNothingBehind(afterEach = false)
class RpcDirectPipeIntegrationTests extends SpawnedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void eachElementIsRequestedWhenTheOneBeforeItIsDoneWith() {
		StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");
		List<Integer> received = new ArrayList<>();
		CompletableFuture<List<Integer>> all = new CompletableFuture<>();
		worker.stream(numbers, 200).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				request(1);
			}

			@Override
			protected void hookOnNext(Integer element) {
				received.add(element);
				request(1);
			}

			@Override
			protected void hookOnComplete() {
				all.complete(received);
			}

		});
		assertThat(all).succeedsWithin(PATIENCE);
		assertThat(received).hasSize(200).isSorted();
	}

	@Test
	void anErrorComesAfterTheElementsBeforeItAndTheWorkerLivesOn() {
		StreamFunction<Ledger, Integer, Integer> numbersThenError = master.bean("numbersThenError");
		RpcFunction<Ledger, Integer, Integer> add = master.bean("add");
		List<Integer> received = new ArrayList<>();
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> worker.stream(numbersThenError, 2500).doOnNext(received::add).blockLast(PATIENCE))
			.withMessageContaining("java.lang.IllegalStateException: after 2500");
		assertThat(received).hasSize(2500).isSorted();
		assertThat(worker.run(add, 1)).isEqualTo(6);
	}

}
