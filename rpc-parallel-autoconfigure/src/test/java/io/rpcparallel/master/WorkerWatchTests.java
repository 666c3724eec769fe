package io.rpcparallel.master;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.process.ProcessSigns;
import io.rpcparallel.process.SilenceWatch;
import io.rpcparallel.process.SilenceWatch.Condition;
import io.rpcparallel.process.SilenceWatch.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link WorkerWatch} with the default settings.
 */
class WorkerWatchTests {

	private final WorkerEntry entry = new WorkerEntry(UUID.randomUUID(), "one", false, (ended) -> {
	}, (lost) -> {
	});

	private final WorkerMonitor monitor = mock(WorkerMonitor.class);

	private final MasterListener listener = mock(MasterListener.class);

	private final List<Finding> silences = new ArrayList<>();

	private long now;

	private long heard;

	private final WorkerWatch watch = new WorkerWatch(this.monitor,
			new SilenceWatch(ProcessHandle.current(), Duration.ofSeconds(2), Duration.ofSeconds(30),
					(process) -> new ProcessSigns(true, false, null), () -> this.now),
			this.listener, this.silences::add);

	@BeforeEach
	void monitor() {
		given(this.monitor.entry()).willReturn(this.entry);
		given(this.monitor.silence()).willAnswer((call) -> Duration.ofNanos(this.now - this.heard));
		this.entry.up();
	}

	@Test
	@Tag("B2")
	void eachSuspicionIsToldOnceAndTheWorkerIsUpAgainWhenItIsHeard() {
		for (int i = 1; i <= 2; i++) {
			pass(Duration.ofSeconds(9));
			assertThat(this.entry.snapshot().state()).isEqualTo(WorkerState.SUSPECT);
			then(this.listener).should(times(i)).suspected("one", Duration.ofSeconds(7));
			then(this.listener).should(times(i - 1)).heardAgain(any(), any());
			this.heard = this.now;
			pass(Duration.ofSeconds(1));
			assertThat(this.entry.snapshot().state()).isEqualTo(WorkerState.UP);
			then(this.listener).should(times(i)).heardAgain("one", Duration.ofSeconds(9));
			this.heard = this.now;
			pass(Duration.ofSeconds(0));
		}
		assertThat(this.silences).isEmpty();
	}

	@Test
	@Tag("B1")
	void aWorkerThatIsStoppedIsGivenUpWithinFifteenSeconds() {
		pass(Duration.ofSeconds(13));
		assertThat(this.silences).singleElement()
			.satisfies((finding) -> assertThat(finding.condition()).isEqualTo(Condition.STOPPED));
		then(this.listener).should(never()).heardAgain(any(), any());
	}

	@Test
	void aWorkerThatWasToldToEndMaySayNothing() {
		this.entry.ending();
		pass(Duration.ofSeconds(9));
		assertThat(this.entry.snapshot().state()).isEqualTo(WorkerState.ENDING);
		then(this.listener).should(never()).suspected(any(), any());
	}

	@Test
	void aStandbyThatIsSuspectedStaysAStandby() {
		WorkerEntry standby = new WorkerEntry(UUID.randomUUID(), "two", false, (ended) -> {
		}, (lost) -> {
		});
		standby.standby();
		given(this.monitor.entry()).willReturn(standby);
		pass(Duration.ofSeconds(9));
		then(this.listener).should().suspected("two", Duration.ofSeconds(7));
		assertThat(standby.snapshot().state()).isEqualTo(WorkerState.STANDBY);
	}

	@Test
	void aSuspectThatIsLostIsNotUpAgain() {
		pass(Duration.ofSeconds(9));
		this.entry.lost("killed", CrashReport.of(new CrashReport.Subject("one", null, null, null, null, null),
				CrashCause.KILLED, "its process was killed"));
		this.heard = this.now;
		pass(Duration.ofSeconds(1));
		assertThat(this.entry.snapshot().state()).isEqualTo(WorkerState.LOST);
	}

	@Test
	void aLookThatFailsIsNotTheLast() {
		willThrow(new IllegalStateException("no more room")).given(this.listener).suspected(any(), any());
		pass(Duration.ofSeconds(13));
		assertThat(this.silences).hasSize(1);
	}

	private void pass(Duration duration) {
		for (long second = 0; second < duration.toSeconds(); second++) {
			this.now += Duration.ofSeconds(1).toNanos();
			this.watch.run();
		}
	}

}
