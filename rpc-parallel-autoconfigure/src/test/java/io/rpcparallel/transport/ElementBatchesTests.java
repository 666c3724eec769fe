package io.rpcparallel.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.rsocket.Payload;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ElementBatches} and {@link ReceivedElements}.
 */
class ElementBatchesTests {

	private static final Duration ALWAYS_CLOSE = Duration.ofDays(1);

	private final TestPublisher<byte[]> source = TestPublisher.create();

	private final List<Runnable> senders = new ArrayList<>();

	private final List<Integer> payloads = new ArrayList<>();

	private final List<byte[]> received = new ArrayList<>();

	@Test
	void anElementLeavesAtOnce() {
		sent(Duration.ZERO).subscribe();
		this.source.next(element(1));
		this.source.next(element(2));
		assertThat(this.payloads).containsExactly(1, 1);
		assertThat(this.senders).isEmpty();
	}

	@Test
	void thoseThatFollowCloselyLeaveTogetherWhenThereIsASender() {
		sent(ALWAYS_CLOSE).subscribe();
		this.source.next(element(1), element(2), element(3));
		assertThat(this.payloads).containsExactly(1);
		assertThat(this.senders).hasSize(1);
		this.senders.remove(0).run();
		assertThat(this.payloads).containsExactly(1, 2);
		this.source.next(element(4));
		assertThat(this.senders).hasSize(1);
	}

	@Test
	void manyWaitForNoSender() {
		sent(ALWAYS_CLOSE).subscribe();
		for (int i = 0; i <= 256; i++) {
			this.source.next(element(i));
		}
		assertThat(this.payloads).containsExactly(1, 256);
		this.senders.remove(0).run();
		assertThat(this.payloads).containsExactly(1, 256);
	}

	@Test
	void theEndComesAfterAllElements() {
		StepVerifier.create(ReceivedElements.of(sent(ALWAYS_CLOSE)).map((each) -> each[0]))
			.then(() -> this.source.next(element(1), element(2), element(3)))
			.then(() -> this.source.error(new ReplyException(new Reply(Reply.Code.THREW, null))))
			.expectNext((byte) 1, (byte) 2, (byte) 3)
			.verifyError(ReplyException.class);
		assertThat(this.payloads).containsExactly(1, 2);
		this.senders.remove(0).run();
		assertThat(this.payloads).containsExactly(1, 2);
	}

	@Test
	void demandIsOfElementsAndCancellationArrives() {
		StepVerifier.create(ReceivedElements.of(sent(ALWAYS_CLOSE)), 0)
			.thenRequest(3)
			.then(() -> this.source.assertMinRequested(3))
			.thenRequest(2)
			.then(() -> this.source.next(element(1)))
			.expectNextCount(1)
			.thenCancel()
			.verify();
		this.source.assertCancelled();
		assertThat(this.payloads).containsExactly(1);
	}

	@Test
	void noElementOfAPayloadComesAfterTheCancellation() {
		List<Byte> taken = new ArrayList<>();
		ReceivedElements.of(sent(ALWAYS_CLOSE))
			.map((each) -> each[0])
			.takeUntil((each) -> each == 3)
			.subscribe(taken::add);
		this.source.next(element(1), element(2), element(3), element(4));
		this.senders.remove(0).run();
		assertThat(this.payloads).containsExactly(1, 3);
		assertThat(taken).containsExactly((byte) 1, (byte) 2, (byte) 3);
	}

	@Test
	void withoutAThreadToSendTheStreamIsCancelled() {
		ElementBatches.of(this.source.flux(), (task) -> {
			throw new RejectedExecutionException();
		}, ALWAYS_CLOSE).subscribe();
		this.source.next(element(1), element(2));
		this.source.assertCancelled();
	}

	@Test
	void ifNoThreadIsToBeHadWhoeverHasTheElementsSendsThem() {
		ElementBatches.of(this.source.flux(), (task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		}, ALWAYS_CLOSE).subscribe((payload) -> PayloadLayout.readElements(payload, this.received::add));
		this.source.next(element(1), element(2), element(3));
		assertThat(this.received).extracting((each) -> each[0]).containsExactly((byte) 1, (byte) 2, (byte) 3);
	}

	@Test
	void theOrderIsKeptWhicheverThreadSends() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			Flux<byte[]> numbers = Flux.range(0, 200_000)
				.map((number) -> new byte[] { (byte) (number.intValue() >> 16), (byte) (number.intValue() >> 8),
						number.byteValue() });
			StepVerifier
				.create(ReceivedElements.of(ElementBatches.of(numbers, threads))
					.map((each) -> (each[0] & 0xFF) << 16 | (each[1] & 0xFF) << 8 | each[2] & 0xFF)
					.index((index, number) -> index == number.longValue())
					.filter((inOrder) -> inOrder)
					.count())
				.expectNext(200_000L)
				.verifyComplete();
		}
		finally {
			threads.shutdown();
			assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	private Flux<Payload> sent(Duration closely) {
		return ElementBatches.of(this.source.flux(), this.senders::add, closely).doOnNext((payload) -> {
			int before = this.received.size();
			PayloadLayout.readElements(payload, this.received::add);
			this.payloads.add(this.received.size() - before);
		});
	}

	private static byte[] element(int value) {
		return new byte[] { (byte) value };
	}

}
