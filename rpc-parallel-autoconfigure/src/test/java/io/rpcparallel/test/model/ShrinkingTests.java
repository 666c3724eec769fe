package io.rpcparallel.test.model;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shrinking}.
 */
class ShrinkingTests {

	private final List<Integer> numbers = IntStream.range(0, 100).boxed().toList();

	@Test
	void onlyWhatIsNeededIsLeft() {
		assertThat(Shrinking.smallest(this.numbers, (some) -> some.containsAll(List.of(7, 8, 63)), 1000))
			.containsExactly(7, 8, 63);
	}

	@Test
	void whatFailsWithoutAnyIsShrunkToNothing() {
		assertThat(Shrinking.smallest(this.numbers, (some) -> true, 1000)).isEmpty();
	}

	@Test
	void withFewTriesWhatIsLeftStillFails() {
		assertThat(Shrinking.smallest(this.numbers, (some) -> some.contains(63), 2)).contains(63).hasSizeLessThan(100);
	}

}
