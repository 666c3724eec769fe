package io.rpcparallel.transport;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DemandWindow}.
 */
class DemandWindowTests {

	private final List<Long> requests = new ArrayList<>();

	@Test
	void boundedDemandIsPassedOnAsItIs() {
		StepVerifier.create(window(numbers(100)), 3)
			.expectNext(0, 1, 2)
			.thenRequest(2)
			.expectNext(3, 4)
			.thenCancel()
			.verify();
		assertThat(this.requests).containsExactly(3L, 2L);
	}

	@Test
	void unboundedDemandIsPassedOnInPortions() {
		StepVerifier.create(window(numbers(5000))).expectNextCount(5000).verifyComplete();
		assertThat(this.requests).startsWith(64L).allMatch((each) -> each <= 1024).hasSizeLessThan(60);
		assertThat(this.requests.stream().mapToLong(Long::longValue).sum()).isBetween(5000L, 6024L);
	}

	@Test
	void demandAboveTheWindowIsPassedOnWhenThereIsRoomAndNotMoreOfIt() {
		StepVerifier.create(window(numbers(5000)), 2000).expectNextCount(2000).thenCancel().verify();
		assertThat(this.requests.stream().mapToLong(Long::longValue).sum()).isEqualTo(2000);
	}

	@Test
	void nothingIsRequestedBeyondTheLimitAndTheStreamEndsThereWithAnError() {
		StepVerifier.create(DemandWindow.of(numbers(5000), (element) -> 1, 1500))
			.expectNextCount(1500)
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(StreamTooLongException.class)
				.hasMessageStartingWith("A stream has at most 1,500 elements"))
			.verify();
		assertThat(this.requests.stream().mapToLong(Long::longValue).sum()).isEqualTo(1500);
	}

	@Test
	void aStreamOneShorterThanTheLimitCompletes() {
		StepVerifier.create(DemandWindow.of(numbers(1499), (element) -> 1, 1500))
			.expectNextCount(1499)
			.verifyComplete();
	}

	@Test
	void theLimitIsReachedOnceThoughElementsAreRequestedWhereTheyArrive() {
		StepVerifier.create(DemandWindow.of(numbers(5000), (element) -> 1, 10).limitRate(1))
			.expectNextCount(10)
			.verifyError(StreamTooLongException.class);
	}

	@Test
	void errorsAndCancellationArePassedOn() {
		StepVerifier.create(window(Flux.just(1).concatWith(Flux.error(new IllegalStateException("x")))))
			.expectNext(1)
			.verifyErrorMessage("x");
		TestPublisher<Integer> source = TestPublisher.create();
		StepVerifier.create(window(source.flux())).thenCancel().verify();
		source.assertCancelled();
		Sinks.Many<Integer> never = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.create(window(never.asFlux()), 0).then(never::tryEmitComplete).verifyComplete();
	}

	@Test
	void fewLargeElementsAreUnderWayAndManySmallOnes() {
		int megabyte = 1024 * 1024;
		StepVerifier.create(DemandWindow.of(numbers(5000), (element) -> megabyte))
			.expectNextCount(5000)
			.verifyComplete();
		assertThat(this.requests.subList(this.requests.size() / 2, this.requests.size())).isNotEmpty()
			.allMatch((each) -> each <= 8);
	}

	private static <T> Flux<T> window(Flux<T> source) {
		return DemandWindow.of(source, (element) -> 1);
	}

	private Flux<Integer> numbers(int end) {
		return Flux.range(0, end).doOnRequest(this.requests::add);
	}

}
