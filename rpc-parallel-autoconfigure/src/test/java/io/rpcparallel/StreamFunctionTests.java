package io.rpcparallel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.Ledger;
import io.rpcparallel.test.kinds.ServedLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Streams and states of a worker that is served in this process.
 */
@LeavesNothingBehind(afterEach = false)
class StreamFunctionTests extends ServedLedger {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");

	private final StateFunction<Ledger, Void, Integer, Integer> watch = master.bean("watch");

	@Test
	void allElementsArriveInOrderHoweverManyThereAre() {
		List<Integer> received = this.ledger.stream(this.numbers, 5000).collectList().block(PATIENCE);
		assertThat(received).hasSize(5000).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void asMuchIsProducedAsIsRequested() {
		Collector<Integer> collector = new Collector<>();
		this.ledger.stream(this.numbers, 1_000_000).subscribe(collector);
		collector.request(3);
		Awaitility.await().until(() -> collector.received.size() == 3);
		assertThat(count("produced")).isEqualTo(3);
		collector.request(4);
		Awaitility.await().until(() -> collector.received.size() == 7);
		assertThat(count("produced")).isEqualTo(7);
		collector.cancel();
		Awaitility.await().until(() -> count("cancelled") == 1);
		assertThat(count("produced")).isEqualTo(7);
		assertThat(collector.received).containsExactly(0, 1, 2, 3, 4, 5, 6);
	}

	@Test
	void anErrorArrivesAfterTheElementsBeforeIt() {
		StreamFunction<Ledger, Integer, Integer> numbersThenError = master.bean("numbersThenError");
		List<Integer> received = new ArrayList<>();
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> this.ledger.stream(numbersThenError, 1500).doOnNext(received::add).blockLast(PATIENCE))
			.withMessageContaining("Function 'numbersThenError' threw java.lang.IllegalStateException: after 1500");
		assertThat(received).hasSize(1500);
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

	@Test
	void aProducerThatBlocksIsInterruptedByCancellation() {
		StreamFunction<Ledger, String, String> stuck = master.bean("stuck");
		List<String> received = new CopyOnWriteArrayList<>();
		Disposable stream = this.ledger.stream(stuck, "first").subscribe(received::add);
		Awaitility.await().until(() -> !received.isEmpty());
		stream.dispose();
		Awaitility.await().atMost(PATIENCE).until(() -> count("stuck") == count("stuck interrupted"));
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

	@Test
	void aSerialWorkerAnswersCallsBetweenTheElementsOfAStream() {
		StreamFunction<Ledger, Duration, Long> ticks = master.bean("ticks");
		List<Long> received = new CopyOnWriteArrayList<>();
		Disposable stream = this.ledger.stream(ticks, Duration.ofMillis(5)).subscribe(received::add);
		Awaitility.await().until(() -> received.size() >= 2);
		for (int i = 1; i <= 50; i++) {
			assertThat(this.ledger.run(this.add, 1)).isEqualTo(5 + i);
		}
		int before = received.size();
		Awaitility.await().until(() -> received.size() > before);
		stream.dispose();
		Awaitility.await().until(() -> count("ticks cancelled") == 1);
	}

	@Test
	void anElementAboveTheLimitEndsTheStreamAndNotTheConnection() {
		StreamFunction<Ledger, Integer, byte[]> blocks = master.bean("blocks");
		assertThat(this.ledger.stream(blocks, 1024 * 1024).limitRate(1).blockFirst(PATIENCE)).hasSize(1024 * 1024);
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.ledger.stream(blocks, 1024 * 1024 + 1).blockFirst(PATIENCE))
			.withMessageContaining("function 'blocks'");
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

	@Test
	void aStateIsASnapshotAndWhatComesAfterIt() {
		StateStream<Integer, Integer> state = this.ledger.state(this.watch, null).block(PATIENCE);
		assertThat(state.snapshot()).isEqualTo(5);
		this.ledger.run(this.add, 1);
		this.ledger.run(this.add, 10);
		List<Integer> received = new CopyOnWriteArrayList<>();
		Disposable updates = state.updates().subscribe(received::add);
		this.ledger.run(this.add, 100);
		Awaitility.await().until(() -> received.size() == 3);
		assertThat(received).containsExactly(6, 16, 116);
		assertThatIllegalStateException().isThrownBy(() -> state.updates().blockFirst(PATIENCE))
			.withMessageContaining("only once");
		updates.dispose();
		Awaitility.await().until(() -> count("watch cancelled") == 1);
	}

	@Test
	void anErrorOfUpdatesArrivesAfterTheUpdatesBeforeIt() {
		StateFunction<Ledger, Integer, String, Integer> snapshotThenError = master.bean("snapshotThenError");
		StateStream<String, Integer> state = this.ledger.state(snapshotThenError, 300).block(PATIENCE);
		assertThat(state.snapshot()).isEqualTo("numbers to 300");
		List<Integer> received = new ArrayList<>();
		assertThatExceptionOfType(RemoteFunctionException.class)
			.isThrownBy(() -> state.updates().doOnNext(received::add).blockLast(PATIENCE))
			.withMessageContaining("after 300");
		assertThat(received).hasSize(300);
	}

	@Test
	void aSnapshotAboveTheLimitFailsTheCall() {
		StateFunction<Ledger, Integer, byte[], Integer> largeSnapshot = master.bean("largeSnapshot");
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.ledger.state(largeSnapshot, 1024 * 1024 + 1).block(PATIENCE));
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
	}

	@Test
	void aSnapshotThatTheCallerCannotMapFailsTheCall() {
		StateFunction<Ledger, Void, Integer, Integer> failing = this.watch.map((snapshot) -> {
			throw new IllegalStateException("can't use " + snapshot);
		}, (update) -> update);
		assertThatIllegalStateException().isThrownBy(() -> this.ledger.state(failing, null).block(PATIENCE))
			.withMessage("can't use 5");
		// Cancelled so soon that it may not have begun
		Awaitility.await().until(() -> count("watch cancelled") == count("watch began"));
	}

	@Test
	void aStateThatIsGivenUpBeforeItsSnapshotIsCancelled() {
		RpcFunction<Ledger, String, String> block = master.bean("block");
		Disposable blocking = this.ledger.submit(block, "block").subscribe();
		Disposable state = this.ledger.state(this.watch, null).subscribe();
		state.dispose();
		blocking.dispose();
		assertThat(this.ledger.run(this.add, 1)).isEqualTo(6);
		Flux.range(0, 2000).concatMap((i) -> this.ledger.submit(this.add, 1)).blockLast(PATIENCE);
		assertThat(this.ledger.run(this.add, 0)).isEqualTo(2006);
	}

	/**
	 * Requests as the test does.
	 */
	private static final class Collector<T> extends BaseSubscriber<T> {

		private final List<T> received = new CopyOnWriteArrayList<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// The test requests
		}

		@Override
		protected void hookOnNext(T element) {
			this.received.add(element);
		}

	}

}
