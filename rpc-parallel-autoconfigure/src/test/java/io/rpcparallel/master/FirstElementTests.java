package io.rpcparallel.master;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FirstElement}.
 */
class FirstElementTests {

	@Test
	void theFirstElementIsTheResultAndTheStreamGoesOn() {
		TestPublisher<Object> source = TestPublisher.create();
		StepVerifier.create(FirstElement.of(source.flux()))
			.then(() -> source.next("a"))
			.expectNext("a")
			.verifyComplete();
		assertThat(source.wasCancelled()).isFalse();
		source.next("b").complete();
	}

	@Test
	void aStreamWithoutElementsHasNoResult() {
		StepVerifier.create(FirstElement.of(Flux.empty())).verifyComplete();
	}

	@Test
	void anErrorBeforeTheFirstElementIsTheResult() {
		StepVerifier.create(FirstElement.of(Flux.error(new IllegalStateException("x")))).verifyErrorMessage("x");
	}

	@Test
	void anErrorAfterTheFirstElementChangesNothing() {
		StepVerifier.create(FirstElement.of(Flux.<Object>just("a").concatWith(Flux.error(new IllegalStateException()))))
			.expectNext("a")
			.verifyComplete();
	}

	@Test
	void cancellingBeforeTheResultCancelsTheStream() {
		TestPublisher<Object> source = TestPublisher.create();
		StepVerifier.create(FirstElement.of(source.flux())).thenCancel().verify();
		source.assertCancelled();
	}

}
