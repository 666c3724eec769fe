package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.ServedLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Channels with a worker that is served in this process.
 */
@LeavesNothingBehind(afterEach = false)
class ChannelTests extends ServedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	void anAnswerMayBlockOnTheElementsWhenItIsRequested() {
		ChannelFunction<Ledger, Void, String, Integer> blockWhenRequested = master.bean("blockWhenRequested");
		assertThat(this.ledger
			.channel(blockWhenRequested, null, Flux.just("a", "bb", "ccc").delayElements(Duration.ofMillis(20)))
			.limitRate(1)
			.collectList()
			.block(PATIENCE)).containsExactly(1, 2, 3);
	}

	@Test
	void aChannelGoesBothWaysUntilBothHaveEnded() {
		ChannelFunction<Ledger, Integer, Integer, Integer> multiply = master.bean("multiply");
		Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();
		List<Integer> received = new CopyOnWriteArrayList<>();
		AtomicBoolean ended = new AtomicBoolean();
		this.ledger.channel(multiply, 3, source.asFlux()).subscribe(received::add, (ex) -> {
		}, () -> ended.set(true));
		for (int i = 1; i <= 3; i++) {
			int expected = i;
			source.tryEmitNext(i);
			Awaitility.await().until(() -> received.size() == expected);
		}
		assertThat(received).containsExactly(3, 6, 9);
		source.tryEmitComplete();
		Awaitility.await().untilTrue(ended);
	}

	@Test
	void cancellingAChannelReachesTheFunctionAndTheSource() {
		ChannelFunction<Ledger, Integer, Integer, Integer> multiply = master.bean("multiply");
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<Integer> source = Flux.range(0, 10_000_000).doOnCancel(() -> cancelled.set(true));
		assertThat(this.ledger.channel(multiply, 2, source).take(4).collectList().block(PATIENCE)).containsExactly(0, 2,
				4, 6);
		Awaitility.await().untilTrue(cancelled);
		Awaitility.await().until(() -> count("multiply cancelled") == 1);
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

}
