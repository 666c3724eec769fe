package io.rpcparallel.master;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.rpcparallel.function.StateStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StateSubscriber}.
 */
class StateSubscriberTests {

	private final List<Long> requests = new ArrayList<>();

	@Test
	void onlyTheSnapshotIsRequestedUntilUpdatesAre() {
		StateStream<String, String> state = open(elements("a", "b", "c", "d").doOnRequest(this.requests::add)).block();
		assertThat(state.snapshot()).isEqualTo("snapshot a");
		assertThat(this.requests).containsExactly(1L);
		StepVerifier.create(state.updates(), 2)
			.expectNext("update b", "update c")
			.thenRequest(1)
			.expectNext("update d")
			.verifyComplete();
		assertThat(this.requests).containsExactly(1L, 2L, 1L);
	}

	@Test
	void anEndBeforeTheUpdatesAreSubscribedToIsKept() {
		StateStream<String, String> ended = open(elements("a")).block();
		StepVerifier.create(ended.updates()).verifyComplete();
		StateStream<String, String> failed = open(elements("a").concatWith(Flux.error(new IllegalStateException("x"))))
			.block();
		StepVerifier.create(failed.updates()).verifyErrorMessage("x");
	}

	@Test
	void anEndWhileTheUpdatesAreSubscribedToComesAfterThat() {
		TestPublisher<byte[]> source = TestPublisher.create();
		List<String> signals = new ArrayList<>();
		open(source.flux()).subscribe((state) -> state.updates().subscribe(new CoreSubscriber<>() {

			@Override
			public void onSubscribe(Subscription subscription) {
				source.complete();
				signals.add("subscribed");
			}

			@Override
			public void onNext(String update) {
				signals.add(update);
			}

			@Override
			public void onError(Throwable failure) {
				signals.add("failed");
			}

			@Override
			public void onComplete() {
				signals.add("ended");
			}

		}));
		source.next(new byte[0]);
		assertThat(signals).containsExactly("subscribed", "ended");
	}

	@Test
	void theUpdatesAreThereOnce() {
		StateStream<String, String> state = open(elements("a", "b")).block();
		StepVerifier.create(state.updates()).expectNext("update b").verifyComplete();
		StepVerifier.create(state.updates()).verifyErrorMessage("The updates can be subscribed to only once");
	}

	@Test
	void anEndBeforeTheSnapshotFailsTheCall() {
		StepVerifier.create(open(Flux.empty())).verifyErrorMessage("The stream ended without a snapshot");
		StepVerifier.create(open(Flux.error(new IllegalStateException("x")))).verifyErrorMessage("x");
	}

	@Test
	void aSnapshotThatCannotBeReadFailsTheCallAndCancels() {
		TestPublisher<byte[]> source = TestPublisher.create();
		StepVerifier.create(open(source.flux(), (element) -> {
			throw new IllegalStateException("unreadable");
		}, StateSubscriberTests::text)).then(() -> source.next(new byte[0])).verifyErrorMessage("unreadable");
		source.assertCancelled();
	}

	@Test
	void anUpdateThatCannotBeReadEndsTheUpdatesAndCancels() {
		TestPublisher<byte[]> source = TestPublisher.create();
		Mono<StateStream<String, String>> opened = open(source.flux(), StateSubscriberTests::text, (element) -> {
			throw new IllegalStateException("unreadable");
		});
		StepVerifier.create(opened.flatMapMany(StateStream::updates))
			.then(() -> source.next(new byte[0], new byte[0]))
			.verifyErrorMessage("unreadable");
		source.assertCancelled();
	}

	@Test
	void cancellingReachesTheSourceBeforeAndAfterTheSnapshot() {
		TestPublisher<byte[]> before = TestPublisher.create();
		StepVerifier.create(open(before.flux())).thenCancel().verify();
		before.assertCancelled();
		TestPublisher<byte[]> after = TestPublisher.create();
		StepVerifier.create(open(after.flux()).flatMapMany(StateStream::updates))
			.then(() -> after.next(new byte[0]))
			.thenCancel()
			.verify();
		after.assertCancelled();
	}

	private static Mono<StateStream<String, String>> open(Flux<byte[]> source) {
		return open(source, (element) -> "snapshot " + text(element), (element) -> "update " + text(element));
	}

	private static Mono<StateStream<String, String>> open(Flux<byte[]> source, Function<byte[], String> snapshot,
			Function<byte[], String> update) {
		return Mono.create((sink) -> source.subscribe(new StateSubscriber<>(sink, snapshot, update)));
	}

	private static Flux<byte[]> elements(String... texts) {
		return Flux.just(texts).map((text) -> text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(byte[] element) {
		return new String(element, StandardCharsets.UTF_8);
	}

}
