package io.rpcparallel.master;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.transport.Awaiting;

import static org.assertj.core.api.Assertions.assertThat;

class ClosingTests {

	@Test
	void eachStepIsDoneAlthoughOthersFail() {
		List<String> done = new ArrayList<>();
		Closing.all(() -> done.add("first"), () -> {
			throw new IllegalStateException("can't be closed");
		}, () -> done.add("last"));
		assertThat(done).containsExactly("first", "last");
	}

	@Test
	void eachStepIsDoneAlthoughAClassOfAnotherIsNoLongerThere() {
		List<String> done = new ArrayList<>();
		Closing.all(() -> {
			throw new NoClassDefFoundError("of a jar that was replaced");
		}, () -> done.add("last"));
		assertThat(done).containsExactly("last");
	}

	@Test
	void anInterruptedThreadWaitsAllTheSameAndIsInterruptedAfterwards() {
		List<String> done = new ArrayList<>();
		Thread.currentThread().interrupt();
		Closing.all(() -> {
			Awaiting.uninterruptibly(Mono.delay(Duration.ofMillis(50)).doOnNext((tick) -> done.add("ended")).then(),
					Duration.ofSeconds(10));
			Thread.currentThread().interrupt();
		}, () -> done.add(Thread.currentThread().isInterrupted() ? "interrupted" : "calm"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(done).containsExactly("ended", "calm");
	}

}
