package io.rpcparallel.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.process.SilenceWatch.Condition;
import io.rpcparallel.process.SilenceWatch.Finding;
import io.rpcparallel.process.SilenceWatch.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SilenceWatch}, most with the default settings.
 */
class SilenceWatchTests {

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration SUSPICION = INTERVAL.multipliedBy(3);

	private final List<Finding> findings = new ArrayList<>();

	private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

	private long heard = this.now;

	private ProcessSigns signs = ProcessSigns.UNKNOWN;

	private Duration processorTime = Duration.ZERO;

	private SilenceWatch watch = watch(ProcessHandle.current());

	private SilenceWatch watch(ProcessHandle process) {
		return new SilenceWatch(process, INTERVAL, TIMEOUT,
				(looked) -> new ProcessSigns(this.signs.stopped(), this.signs.debugged(), this.processorTime),
				() -> this.now);
	}

	@Test
	void whoIsHeardIsAlive() {
		for (int i = 0; i < 100; i++) {
			pass(INTERVAL);
			this.heard = this.now;
		}
		assertThat(this.findings).extracting(Finding::verdict).containsOnly(Verdict.ALIVE);
	}

	@Test
	void whoIsSilentIsSuspectedAfterThreeIntervalsAndAliveWhenItIsHeardAgain() {
		pass(SUSPICION);
		assertThat(last().verdict()).isEqualTo(Verdict.ALIVE);
		pass(Duration.ofSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		assertThat(last().silence()).isEqualTo(Duration.ofSeconds(7));
		this.heard = this.now;
		pass(Duration.ofSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.ALIVE);
	}

	@Test
	void whoDoesNothingIsGivenUpAfterTheTimeout() {
		pass(TIMEOUT);
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		pass(Duration.ofSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
		assertThat(last().condition()).isEqualTo(Condition.UNKNOWN);
	}

	@Test
	void whoseProcessIsNotKnownIsGivenUpAfterTheTimeout() {
		this.watch = watch(null);
		this.signs = new ProcessSigns(false, true, null);
		pass(TIMEOUT.plusSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	@Tag("B1")
	void whoIsStoppedIsGivenUpWithinFifteenSecondsWithTheDefaults() {
		this.signs = new ProcessSigns(true, false, null);
		pass(Duration.ofSeconds(12));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		pass(Duration.ofSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
		assertThat(last().condition()).isEqualTo(Condition.STOPPED);
	}

	@Test
	void whoIsStoppedHasTwoFifthsOfALongTimeout() {
		this.watch = new SilenceWatch(ProcessHandle.current(), INTERVAL, Duration.ofMinutes(5), (looked) -> this.signs,
				() -> this.now);
		this.signs = new ProcessSigns(true, false, null);
		pass(Duration.ofMinutes(2));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		pass(Duration.ofSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	@Tag("B2")
	void whoIsStoppedForSixtyPercentOfTheLimitIsSuspectedOnce() {
		this.signs = new ProcessSigns(true, false, null);
		pass(Duration.ofSeconds(9));
		this.signs = ProcessSigns.UNKNOWN;
		this.heard = this.now;
		pass(Duration.ofSeconds(5));
		assertThat(verdicts()).containsExactly(Verdict.ALIVE, Verdict.SUSPECT, Verdict.ALIVE);
	}

	@Test
	void theTimeBeforeItWasStoppedDoesNotCount() {
		work(Duration.ofSeconds(11));
		this.signs = new ProcessSigns(true, false, null);
		pass(Duration.ofSeconds(11));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		pass(Duration.ofSeconds(2));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	@Tag("B4")
	void whoCollectsGarbageForTwentySecondsOrManyTimesThatIsOnlySuspected() {
		work(Duration.ofSeconds(20));
		assertThat(verdicts()).containsExactly(Verdict.ALIVE, Verdict.SUSPECT);
		work(Duration.ofSeconds(200));
		assertThat(verdicts()).containsExactly(Verdict.ALIVE, Verdict.SUSPECT);
		assertThat(last().condition()).isEqualTo(Condition.WORKING);
	}

	@Test
	void whoWorksForTenTimeoutsAndSaysNothingIsGivenUp() {
		work(TIMEOUT.multipliedBy(10));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		work(Duration.ofSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
		assertThat(last().condition()).isEqualTo(Condition.WORKING);
	}

	@Test
	void whoEndsToWorkHasTheTimeoutFromThen() {
		work(TIMEOUT.minusSeconds(1));
		pass(TIMEOUT.minusSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		pass(Duration.ofSeconds(4));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	void theLittleThatAnIdleJvmDoesIsNoWork() {
		for (int i = 0; i <= TIMEOUT.toSeconds(); i++) {
			this.processorTime = this.processorTime.plusMillis(10);
			pass(Duration.ofSeconds(1));
		}
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	void whoIsUnderADebuggerIsNeverGivenUp() {
		this.signs = new ProcessSigns(false, true, null);
		pass(Duration.ofHours(3));
		assertThat(verdicts()).containsExactly(Verdict.ALIVE, Verdict.SUSPECT);
		assertThat(last().condition()).isEqualTo(Condition.DEBUGGED);
		this.signs = ProcessSigns.UNKNOWN;
		pass(TIMEOUT.minusSeconds(1));
		assertThat(last().verdict()).isEqualTo(Verdict.SUSPECT);
		pass(Duration.ofSeconds(2));
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	@Tag("B12")
	void aPauseOfThisProcessIsNobodysSilence() {
		pass(Duration.ofSeconds(2));
		this.now += Duration.ofMinutes(2).toNanos();
		check();
		assertThat(last().verdict()).isEqualTo(Verdict.ALIVE);
		pass(Duration.ofSeconds(1));
		this.heard = this.now;
		pass(SUSPICION);
		assertThat(verdicts()).containsExactly(Verdict.ALIVE);
	}

	@Test
	void afterAPauseOfThisProcessOneThatIsDeadIsGivenUpAllTheSame() {
		this.now += Duration.ofMinutes(2).toNanos();
		check();
		pass(TIMEOUT);
		assertThat(last().verdict()).isEqualTo(Verdict.DEAD);
	}

	@Test
	void timesThatAreLongerThanAnyProcessLivesAreTakenAsTheyAre() {
		SilenceWatch patient = new SilenceWatch(ProcessHandle.current(), Duration.ofDays(400_000),
				Duration.ofDays(4_000_000), (looked) -> this.signs, () -> this.now);
		assertThat(patient.period()).isEqualTo(Duration.ofSeconds(1));
		this.now += Duration.ofDays(100).toNanos();
		assertThat(patient.check(Duration.ofDays(100)).verdict()).isEqualTo(Verdict.ALIVE);
	}

	private void work(Duration duration) {
		for (long second = 0; second < duration.toSeconds(); second++) {
			this.processorTime = this.processorTime.plusMillis(900);
			pass(Duration.ofSeconds(1));
		}
	}

	private void pass(Duration duration) {
		long end = this.now + duration.toNanos();
		while (this.now - end < 0) {
			this.now += this.watch.period().toNanos();
			check();
		}
	}

	private void check() {
		this.findings.add(this.watch.check(Duration.ofNanos(this.now - this.heard)));
	}

	private Finding last() {
		return this.findings.get(this.findings.size() - 1);
	}

	private List<Verdict> verdicts() {
		List<Verdict> changes = new ArrayList<>();
		for (Finding finding : this.findings) {
			if (changes.isEmpty() || changes.get(changes.size() - 1) != finding.verdict()) {
				changes.add(finding.verdict());
			}
		}
		return changes;
	}

}
