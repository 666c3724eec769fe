package io.rpcparallel.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.CrashCause;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.SpawnStart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link MasterListeners}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MasterListenersTests {

	private static final Duration TIME = Duration.ofMillis(5);

	private final MasterListener first = mock(MasterListener.class);

	private final MasterListener second = mock(MasterListener.class);

	private final MasterListeners listeners = new MasterListeners(List.of(this.first, this.second));

	@Test
	void allAreTold() {
		IllegalStateException failure = new IllegalStateException();
		this.listeners.spawned("one", SpawnStart.CACHED, TIME, failure);
		this.listeners.standby("four");
		this.listeners.ended("three", CrashCause.SILENT);
		this.listeners.suspected("one", TIME);
		this.listeners.heardAgain("two", TIME);
		for (MasterListener listener : List.of(this.first, this.second)) {
			then(listener).should().spawned("one", SpawnStart.CACHED, TIME, failure);
			then(listener).should().standby("four");
			then(listener).should().ended("three", CrashCause.SILENT);
			then(listener).should().suspected("one", TIME);
			then(listener).should().heardAgain("two", TIME);
		}
	}

	@Test
	void oneThatThrowsIsReportedAndTheOthersAreToldAllTheSame(CapturedOutput output) {
		willThrow(new IllegalStateException("no more room")).given(this.first).spawned(any(), any(), any(), any());
		willThrow(new IllegalStateException("no more chairs")).given(this.first).standby(any());
		willThrow(new IllegalStateException("no more time")).given(this.first).ended(any(), any());
		willThrow(new IllegalStateException("no more patience")).given(this.first).suspected(any(), any());
		this.listeners.spawned("one", SpawnStart.STANDBY, TIME, null);
		this.listeners.standby("four");
		this.listeners.ended("three", null);
		this.listeners.suspected("one", TIME);
		then(this.second).should().standby("four");
		then(this.second).should().spawned("one", SpawnStart.STANDBY, TIME, null);
		then(this.second).should().ended("three", null);
		then(this.second).should().suspected("one", TIME);
		assertThat(output).contains("failed when it was told of the spawn of worker 'one'", "no more room")
			.contains("failed when it was told of standby 'four'", "no more chairs")
			.contains("failed when it was told of the end of worker 'three'", "no more time")
			.contains("failed when it was told of the silence of worker 'one'", "no more patience");
	}

}
