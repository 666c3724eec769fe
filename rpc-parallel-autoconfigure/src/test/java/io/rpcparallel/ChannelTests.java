package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Channels with a worker that is served in this process.
 */
@LeavesNothingBehind(afterEach = false)
class ChannelTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static TestMaster master;

	private final RpcFunction<Ledger, Void, Map<String, Long>> counts = master.bean("counts");

	private final RpcFunction<Ledger, Integer, Integer> add = master.bean("add");

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
		Flux<Integer> source = Flux.interval(Duration.ofMillis(2))
			.map(Long::intValue)
			.doOnCancel(() -> cancelled.set(true));
		assertThat(this.ledger.channel(multiply, 2, source).take(4).collectList().block(PATIENCE)).containsExactly(0, 2,
				4, 6);
		Awaitility.await().untilTrue(cancelled);
		Awaitility.await().until(() -> count("multiply cancelled") == 1);
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

	private long count(String name) {
		return this.ledger.run(this.counts, null).getOrDefault(name, 0L);
	}

}
