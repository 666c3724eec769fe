package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StandbyPauses}.
 */
class StandbyPausesTests {

	private static final Duration FIRST = Duration.ofSeconds(1);

	private final AtomicLong now = new AtomicLong(-5);

	private final StandbyPauses pauses = new StandbyPauses(FIRST, this.now::get);

	@Test
	void pausesDoubleAndStayFinite() {
		for (int seconds = 1; seconds <= 256; seconds *= 2) {
			assertThat(this.pauses.failed()).hasSeconds(seconds);
		}
		assertThat(this.pauses.failed()).hasMinutes(5);
		assertThat(this.pauses.failed()).hasMinutes(5);
	}

	@Test
	void aStandbyThatLastsMakesTheNextFailureTheFirst() {
		this.pauses.failed();
		this.pauses.failed();
		this.pauses.started();
		pass(Duration.ofSeconds(40));
		this.pauses.started();
		pass(Duration.ofSeconds(20));
		assertThat(this.pauses.failed()).isEqualTo(FIRST);
	}

	@Test
	void aStandbyThatEndsSoonIsAFailureAsWell() {
		this.pauses.failed();
		this.pauses.started();
		pass(Duration.ofSeconds(59));
		assertThat(this.pauses.failed()).hasSeconds(2);
		pass(Duration.ofHours(1));
		assertThat(this.pauses.failed()).hasSeconds(4);
	}

	@Test
	void aStandbyThatWasOfUseMakesTheNextFailureTheFirst() {
		this.pauses.failed();
		this.pauses.failed();
		this.pauses.reset();
		assertThat(this.pauses.failed()).isEqualTo(FIRST);
		assertThat(this.pauses.failed()).hasSeconds(2);
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

}
