package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.SpawnedLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The master's streams for a worker, which answers after their end.
 */
@LeavesNothingBehind(afterEach = false)
class ReversePipeIntegrationTests extends SpawnedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	@Test
	void theWorkerSumsWhatTheMasterSends() {
		UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");
		assertThat(worker.upload(sum, 7, Flux.range(0, 3000)).block(PATIENCE)).isEqualTo(7 + 2999 * 1500);
	}

	@Test
	void severalUploadsAtOnceAreKeptApart() {
		UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");
		List<Integer> sums = Flux.range(0, 8)
			.flatMapSequential((start) -> worker.upload(sum, start, Flux.range(0, 200)))
			.collectList()
			.block(PATIENCE);
		assertThat(sums).containsExactly(19900, 19901, 19902, 19903, 19904, 19905, 19906, 19907);
	}

	@Test
	void aFunctionThatBlocksOnItsElementsWorksOnASerialWorker() {
		UploadFunction<Ledger, Void, Integer, Integer> blockWhenSubscribed = master.bean("blockWhenSubscribed");
		assertThat(worker.upload(blockWhenSubscribed, null, Flux.range(0, 1000)).block(PATIENCE)).isEqualTo(999 * 500);
	}

	@Test
	void theSourceIsAskedForABoundedNumberAheadOfTheWorker() {
		UploadFunction<Ledger, Void, Integer, Integer> takeSlowly = master.bean("takeSlowly");
		AtomicInteger emitted = new AtomicInteger();
		int furthestAhead = 0;
		CompletableFuture<Integer> upload = worker
			.upload(takeSlowly, null, Flux.range(0, 150).doOnNext((each) -> emitted.incrementAndGet()))
			.toFuture();
		while (!upload.isDone()) {
			int sent = emitted.get();
			long taken = worker.run(this.counts, null).getOrDefault("taken", 0L);
			furthestAhead = Math.max(furthestAhead, sent - (int) taken);
		}
		assertThat(upload).isCompletedWithValue(150);
		assertThat(furthestAhead).isBetween(1, 40);
	}

	@Test
	void aChannelAnswersEachElement() {
		ChannelFunction<Ledger, Integer, Integer, Integer> multiply = master.bean("multiply");
		List<Integer> products = worker.channel(multiply, 3, Flux.range(0, 2000)).collectList().block(PATIENCE);
		assertThat(products).hasSize(2000).isSorted().last().isEqualTo(5997);
	}

}
