package io.rpcparallel.transport;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinkPulse}.
 */
class LinkPulseTests {

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private long now;

	private final LinkPulse pulse = new LinkPulse(INTERVAL, TIMEOUT, () -> this.now);

	@Test
	void thereIsNothingToDoBeforeTheFirstFrame() {
		assertThat(this.pulse.millisLeft()).isZero();
		pass(Duration.ofHours(1));
		assertThat(this.pulse.isDue()).isFalse();
		assertThat(this.pulse.start()).isTrue();
		assertThat(this.pulse.start()).isFalse();
		assertThat(this.pulse.millisLeft()).isPositive();
		assertThat(this.pulse.isDue()).isFalse();
	}

	@Test
	void beatsOnceInEachInterval() {
		begin();
		int beats = 0;
		for (int i = 0; i < 20; i++) {
			pass(Duration.ofSeconds(1));
			assertThat(this.pulse.isDue()).isTrue();
			this.pulse.heard();
			assertThat(this.pulse.check()).isNull();
			beats += this.pulse.isBeatDue() ? 1 : 0;
		}
		assertThat(beats).isEqualTo(10);
	}

	@Test
	void tellsOfASilenceThatIsTooLong() {
		begin();
		assertThat(silence(TIMEOUT)).isNull();
		assertThat(silence(Duration.ofSeconds(1))).isGreaterThan(TIMEOUT);
	}

	@Test
	void whateverIsReadBreaksTheSilence() {
		begin();
		assertThat(silence(TIMEOUT)).isNull();
		this.pulse.heard();
		assertThat(silence(TIMEOUT)).isNull();
	}

	@Test
	void mindsNoSilenceIfSomebodyElseDoes() {
		this.pulse.outlastSilence();
		begin();
		assertThat(silence(TIMEOUT.multipliedBy(10))).isNull();
	}

	@Test
	@Tag("B12")
	void aPauseOfThisProcessIsNotTheSilenceOfTheOther() {
		begin();
		silence(Duration.ofSeconds(20));
		pass(Duration.ofMinutes(2));
		assertThat(this.pulse.check()).isNull();
	}

	private void begin() {
		this.pulse.start();
		this.pulse.millisLeft();
	}

	private Duration silence(Duration duration) {
		Duration silence = null;
		for (long second = 0; second < duration.toSeconds(); second++) {
			pass(Duration.ofSeconds(1));
			silence = this.pulse.check();
		}
		return silence;
	}

	private void pass(Duration duration) {
		this.now += duration.toNanos();
	}

}
