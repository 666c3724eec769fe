package io.rpcparallel.protocol;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	@Test
	void theTimeThatRemainsGetsLess() {
		Deadline deadline = Deadline.after(Duration.ofHours(1));
		assertThat(deadline.hasPassed()).isFalse();
		assertThat(deadline.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void whatIsNotPositiveHasPassed(long nanos) {
		Deadline deadline = Deadline.afterNanos(nanos);
		assertThat(deadline.hasPassed()).isTrue();
		assertThat(deadline.remaining()).isZero();
	}

	@Test
	void theLongestTimeIsLongAndDoesNotPassAtOnce() {
		Deadline deadline = Deadline.afterNanos(Long.MAX_VALUE);
		assertThat(deadline.hasPassed()).isFalse();
		assertThat(deadline.remaining()).isGreaterThan(Duration.ofDays(20_000));
		assertThat(deadline.at() - Deadline.afterNanos(0).at()).isPositive();
	}

}
