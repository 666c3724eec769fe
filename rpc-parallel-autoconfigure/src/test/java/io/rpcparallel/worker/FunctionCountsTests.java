package io.rpcparallel.worker;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;

import io.rpcparallel.protocol.FunctionUses.FunctionUse;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FunctionCounts}.
 */
class FunctionCountsTests {

	private final FunctionCounts counts = new FunctionCounts(3);

	@Test
	void whatWasNotCalledIsNotTold() {
		assertThat(this.counts.read().functions()).isEmpty();
		this.counts.ended(function(1), 10);
		assertThat(this.counts.read().functions()).extracting(FunctionUse::function).containsExactly(1);
	}

	@Test
	void callsTheirFailuresAndTheirTimesAreCounted() {
		this.counts.ended(function(2), 30);
		this.counts.failed(function(2));
		this.counts.ended(function(2), 50);
		this.counts.ended(function(2), 10);
		assertThat(this.counts.read().functions())
			.containsExactly(new FunctionUse(2, 3, 1, Duration.ofNanos(90), Duration.ofNanos(50)));
	}

	@Test
	void streamsAreCountedWhenTheyEndInWhateverWay() {
		RegisteredFunction function = function(0);
		assertThat(this.counts.counted(function, Flux.just(1, 2)).collectList().block()).containsExactly(1, 2);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.counts.counted(function, Flux.error(new IllegalStateException("no"))).blockLast());
		this.counts.counted(function, Flux.never()).subscribe().dispose();
		assertThat(this.counts.read().functions()).singleElement().satisfies((use) -> {
			assertThat(use.calls()).isEqualTo(3);
			assertThat(use.failures()).isEqualTo(1);
			assertThat(use.longest()).isPositive().isLessThanOrEqualTo(use.total());
		});
	}

	private static RegisteredFunction function(int index) {
		return new RegisteredFunction(index, "f" + index, FunctionKind.RPC, ResolvableType.NONE, List.of());
	}

}
